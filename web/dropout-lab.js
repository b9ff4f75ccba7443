// The element as a classic script, since modules of another site need headers that ordinary static hosts do not send.
import { define } from './element.js';

define(document.currentScript?.src ?? document.querySelector('script[src*="dropout-lab.js"]')?.src ?? location.href);
