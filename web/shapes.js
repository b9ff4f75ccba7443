// Heights that suit a scene: share of the width, least and greatest. The frame tells its host, and the element takes it
// before there is a frame. A lesson's words and its view want more.
import { shapes } from 'scenes.json';

export const scenes = Object.keys(shapes);

export const segmentLine = 64; // CSS pixels under the scenes of a segment

const leastColumn = 320; // as scene_layout.cpp has it

// `scene`: one, or up to three of a segment with commas between; `asks`: it stops and asks.
export function heightFor(scene, width, asks = false) {
  const all = scene.split(',').slice(0, 3);
  const columns = width / all.length > leastColumn;
  const heights = all.map((one) => {
    const [share, least, most] = one === 'lesson' ? [0.75, 620, 720] : shapes[scenes.includes(one) ? one : 'page'];
    return Math.round(Math.min(most, Math.max(least, (columns ? width / all.length : width) * share)));
  });
  return (columns ? Math.max(...heights) : heights.reduce((sum, one) => sum + one)) + (asks ? segmentLine : 0);
}
