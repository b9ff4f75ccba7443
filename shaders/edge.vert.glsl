// One instance is one edge of the network: a ribbon along a cubic Bézier curve that leaves and arrives level.
layout(location = 0) in vec4 ends;    // x0, y0, x1, y1 in units of the page
layout(location = 1) in vec4 stroke;  // width in units; length of a dash in units (0: not dashed)
layout(location = 2) in vec4 paint;

uniform vec4 page;   // x, y of its upper left; width, height, in units
uniform float ratio; // pixels per unit
uniform float segments; // of the ribbon

out float across;     // pixels from the middle of the ribbon
out float along;      // pixels from its beginning
flat out vec2 half_width_and_dash;  // pixels
flat out vec4 ink;

void main() {
  float t = float(gl_VertexID >> 1) / segments;
  float side = float(gl_VertexID & 1) * 2.0 - 1.0;
  vec2 from = ends.xy, to = ends.zw;
  float bend = 0.5 * (to.x - from.x);
  vec2 c0 = from + vec2(bend, 0.0), c1 = to - vec2(bend, 0.0);
  float s = 1.0 - t;
  vec2 place = s * s * s * from + 3.0 * s * s * t * c0 + 3.0 * s * t * t * c1 + t * t * t * to;
  vec2 tangent = normalize(s * s * (c0 - from) + 2.0 * s * t * (c1 - c0) + t * t * (to - c1) + vec2(1e-4, 0.0));
  float half_width = 0.5 * stroke.x * ratio;
  across = side * (half_width + 1.0);
  along = t * length(to - from) * ratio;
  half_width_and_dash = vec2(half_width, stroke.y * ratio);
  ink = paint;
  place += vec2(-tangent.y, tangent.x) * across / ratio;
  vec2 clip = (place - page.xy) / page.zw * 2.0 - 1.0;
  gl_Position = vec4(clip.x, -clip.y, 0.0, 1.0);
}
