// Heights that suit a scene: share of the width, least and greatest. The frame tells its host, and the element takes it
// before there is a frame.
const usual = [0.55, 260, 480];
const shapes = {
  page: [0.7, 760, 1000], network: [0.62, 260, 560], tape: [0.3, 240, 320], surfaces: [0.45, 240, 480], norms: usual,
  cost: usual, 'kill-test': [0.6, 320, 560], lens: usual, penalty: [0.75, 360, 720], weights: [0.75, 360, 720],
  settings: [1.2, 480, 900],
};

export const scenes = Object.keys(shapes);

export function heightFor(scene, width) {
  const [share, least, most] = Object.hasOwn(shapes, scene || 'page') ? shapes[scene || 'page'] : usual;
  return Math.round(Math.min(most, Math.max(least, width * share)));
}
