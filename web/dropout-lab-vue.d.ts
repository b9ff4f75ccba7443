/** <dropout-lab> in the templates and JSX of Vue: import type {} from './dropout-lab-vue'. */
import type { HTMLAttributes, ReservedProps } from 'vue';
import type { DropoutLabAttributes, DropoutLabEvents } from './dropout-lab';

type Events = { [K in keyof DropoutLabEvents as `on${Capitalize<K>}`]?: (event: DropoutLabEvents[K]) => void };
type Properties = Omit<HTMLAttributes, keyof Events> & ReservedProps & DropoutLabAttributes & Events & { children?: unknown };

declare module 'vue' {
  interface GlobalComponents {
    'dropout-lab': new () => { $props: Properties };
  }
}
declare module 'vue/jsx-runtime' {
  namespace JSX {
    interface IntrinsicElements {
      'dropout-lab': Properties;
    }
  }
}
