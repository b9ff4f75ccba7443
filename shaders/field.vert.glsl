// One instance is one tile of the atlas: a decision surface, the field of one unit, or a sign.
layout(location = 0) in vec4 tile;  // x, y, width, height in pixels of the atlas, y downwards
layout(location = 1) in vec4 what;  // kind, arm, row of units, unit (of a sign: kind, variant)

uniform vec2 atlas_size;  // pixels

out vec2 at;             // place within the tile: (0, 0) its upper left, (1, 1) its lower right
flat out float side;     // pixels
flat out ivec4 subject;  // `what`

void main() {
  // One pixel more on every side, so that linear filtering at the tile's rim meets the same picture.
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
  vec2 pixel = tile.xy - 1.0 + corner * (tile.zw + 2.0);
  at = (pixel - tile.xy) / tile.zw;
  side = tile.z;
  subject = ivec4(what + 0.5);
  gl_Position = vec4(pixel / atlas_size * 2.0 - 1.0, 0.0, 1.0);
}
