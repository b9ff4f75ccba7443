// Heights that suit a scene: share of the width, least and greatest. The frame tells its host, and the element takes it
// before there is a frame.
import { shapes } from 'scenes.json';

export const scenes = Object.keys(shapes);

export function heightFor(scene, width) {
  const [share, least, most] = shapes[scenes.includes(scene) ? scene : 'page'];
  return Math.round(Math.min(most, Math.max(least, width * share)));
}
