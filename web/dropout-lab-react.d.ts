/** <dropout-lab> in the JSX of React: import type {} from './dropout-lab-react'. React 19 gives properties and events. */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { DropoutLabAttributes, DropoutLabElement, DropoutLabEvents } from './dropout-lab';

type Events = { [K in keyof DropoutLabEvents as `on${K}`]?: (event: DropoutLabEvents[K]) => void };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'dropout-lab': DetailedHTMLProps<HTMLAttributes<DropoutLabElement>, DropoutLabElement> & DropoutLabAttributes & Events;
    }
  }
}
