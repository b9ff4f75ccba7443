// Heights that suit a scene: share of the width, least and greatest. The frame tells its host, and the element takes it
// before there is a frame. A lesson's words and its view want more.
import { shapes } from 'scenes.json';

export const scenes = Object.keys(shapes);

export function heightFor(scene, width) {
  const [share, least, most] = scene === 'lesson' ? [0.75, 620, 720] : shapes[scenes.includes(scene) ? scene : 'page'];
  return Math.round(Math.min(most, Math.max(least, width * share)));
}
