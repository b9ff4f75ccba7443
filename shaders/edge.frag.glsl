in float across;
in float along;
flat in vec2 half_width_and_dash;
flat in vec4 ink;
out vec4 color;

void main() {
  float half_width = half_width_and_dash.x, dash = half_width_and_dash.y;
  // A line thinner than a pixel is a pixel wide and fainter.
  float solid = clamp(max(half_width, 0.5) + 0.5 - abs(across), 0.0, 1.0) * min(1.0, 2.0 * half_width);
  if (dash > 0.0) solid *= clamp(dash * 0.5 + 0.5 - abs(mod(along, 2.0 * dash) - 0.5 * dash), 0.0, 1.0);
  color = vec4(ink.rgb, ink.a * solid);
}
