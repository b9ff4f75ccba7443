// Evaluates a network of two inputs at every pixel, nothing dropped, and colours what one of its units says.
// The weights come from a texture of four floats a texel. Per arm and layer, for every group of four units: one texel of
// biases, then for every four inputs four texels, the weights of one unit each. Padding is zero. For classic scaling the
// weights are already multiplied by keep_prob.
in vec2 at;
flat in float side;
flat in ivec4 subject;
out vec4 color;

const int surface = 0, unit_disc = 1, dropped_disc = 2, point = 3, wrong_point = 4;
const int relu = 0, tanh_ = 1, sigmoid = 2, linear = 3;

uniform sampler2D weights;
uniform int texels_per_arm;
uniform int layers;
uniform int units[9];       // rows: the inputs, the hidden layers, the output
uniform int activation[8];
uniform int start[8];       // first texel of a layer within an arm
uniform vec2 extent;        // of the input plane: low, high, both axes

uniform bool exact;         // write the bits of the value instead of a colour
uniform vec3 middle;        // colours of the value 0, -1 and 1
uniform vec3 low_color;
uniform vec3 high_color;
uniform vec3 ring_color;
uniform vec3 dropped_color;
uniform vec3 point_ring_color;
uniform vec3 class_color[12];  // of two classes, then of ten
uniform float line;         // pixels: width of a ring

vec4 texel(int index) { return texelFetch(weights, ivec2(index & 255, index >> 8), 0); }

vec4 hyperbolic_tangent(vec4 z) { return 1.0 - 2.0 / (exp(2.0 * clamp(z, -20.0, 20.0)) + 1.0); }

vec4 activate(int kind, vec4 z) {
  if (kind == relu) return max(z, 0.0);
  if (kind == tanh_) return hyperbolic_tangent(z);
  if (kind == sigmoid) return 0.5 + 0.5 * hyperbolic_tangent(0.5 * z);
  return z;
}

// The pre-activation z of `unit` in `row` (1 … layers) of `arm` at input x.
float pre_activation(int arm, int row, int unit, vec2 x) {
  vec4 a[8];
  vec4 next[8];
  a[0] = vec4(x, 0.0, 0.0);
  vec4 z = vec4(0.0);
  for (int l = 0; l < row; ++l) {
    int quads = (units[l] + 3) >> 2;
    int groups = (units[l + 1] + 3) >> 2;
    bool last = l + 1 == row;
    int first_group = last ? unit >> 2 : 0;
    int end_group = last ? first_group + 1 : groups;
    int at_texel = arm * texels_per_arm + start[l] + first_group * (1 + 4 * quads);
    for (int group = first_group; group < end_group; ++group) {
      z = texel(at_texel++);
      for (int q = 0; q < quads; ++q) {
        z += a[q] * mat4(texel(at_texel), texel(at_texel + 1), texel(at_texel + 2), texel(at_texel + 3));
        at_texel += 4;
      }
      next[group] = activate(activation[l], z);
    }
    for (int group = 0; group < groups; ++group) a[group] = next[group];
  }
  return dot(z, vec4(equal(ivec4(0, 1, 2, 3), ivec4(unit & 3))));
}

// What the picture of a unit shows, about -1 … 1. Inputs: the input over the plane's extent. Output: 2ŷ - 1 of the
// probability ŷ. Hidden units: tanh of the pre-activation z (of z/2 for a sigmoid unit), which for a tanh unit is its
// activation; for ReLU the negative side, where the unit passes on nothing, still shows where its boundary lies.
float shown(float z, int row) {
  int kind = activation[row - 1];
  return hyperbolic_tangent(vec4(kind == sigmoid ? 0.5 * z : z)).x;
}

float unit_value(vec2 x) {
  int row = subject.z, unit = subject.w;
  float z = row == 0 ? 0.0 : pre_activation(subject.y, row, unit, x);
  if (row == 0) return (unit == 0 ? x.x : x.y) / max(abs(extent.x), abs(extent.y));
  // The output itself is read where exactness counts: a probability, or for regression the linear output.
  if (exact && row == layers) return activate(activation[row - 1], vec4(z)).x;
  return shown(z, row);
}

// Mixes towards the tint, a little faster than in proportion, so that even odds stay a narrow band.
vec3 palette(float value) {
  float strength = 1.0 - pow(1.0 - min(abs(value), 1.0), 1.5);
  return mix(middle, value < 0.0 ? low_color : high_color, strength);
}

// How much of a pixel lies inside a shape whose signed distance to the pixel's centre is d pixels.
float coverage(float d) { return clamp(0.5 - d, 0.0, 1.0); }

float segment(vec2 p, vec2 end) {
  float t = clamp(dot(p, end) / dot(end, end), -1.0, 1.0);
  return length(p - end * t);
}

vec4 disc(vec2 p, float radius, vec3 inside) {
  float r = length(p);
  return vec4(mix(ring_color, inside, coverage(r - (radius - line))), coverage(r - radius));
}

// A dashed ring with a cross.
vec4 dropped(vec2 p, float radius) {
  float r = length(p);
  float dashes = max(6.0, floor(6.2832 * radius / (3.6 * line)));
  float phase = abs(fract(atan(p.y, p.x) / 6.2832 * dashes) - 0.5) * 6.2832 * r / dashes;  // pixels from a dash's middle
  float dash = coverage(abs(r - radius + 0.5 * line) - 0.5 * line) * coverage(phase - 1.1 * line);
  float arm = 0.36 * radius;
  float cross_ = coverage(min(segment(p, vec2(arm, arm)), segment(p, vec2(arm, -arm))) - 0.5 * line);
  return vec4(dropped_color, max(dash, cross_));
}

// A point of class `variant`; one whose label was made wrong is hollow.
vec4 data_point(vec2 p, float radius, bool wrong) {
  float r = length(p);
  float rim = 0.75 * line;
  vec3 fill = class_color[subject.y];
  if (wrong) fill = mix(fill, point_ring_color, coverage(r - (radius - rim) * 0.5));
  return vec4(mix(point_ring_color, fill, coverage(r - (radius - rim))), coverage(r - radius));
}

// The four bytes of a float, as the colour of a texture of bytes keeps them.
vec4 bytes(float value) {
  uint bits = floatBitsToUint(value);
  return vec4(float(bits & 255u), float((bits >> 8) & 255u), float((bits >> 16) & 255u), float(bits >> 24)) / 255.0;
}

void main() {
  int kind = subject.x;
  vec2 p = (at - 0.5) * side;
  float radius = 0.5 * side - 1.0;
  vec2 x = vec2(mix(extent.x, extent.y, at.x), mix(extent.y, extent.x, at.y));
  if (kind == surface) {
    float value = unit_value(x);
    color = exact ? bytes(value) : vec4(palette(value), 1.0);
  } else if (kind == unit_disc) {
    color = length(p) > radius + 1.0 ? vec4(ring_color, 0.0) : disc(p, radius, palette(unit_value(x)));
  } else if (kind == dropped_disc) {
    color = dropped(p, radius);
  } else {
    color = data_point(p, radius, kind == wrong_point);
  }
}
