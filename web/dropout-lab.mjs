// The element as a module, for pages whose bundler takes it in. What it shows lies beside this file, or where the
// attribute `base` says.
import { define, DropoutLabElement } from './element.js';

define(import.meta.url);
export { DropoutLabElement };
