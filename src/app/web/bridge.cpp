#include "bridge.h"

#include <emscripten.h>
#include <emscripten/html5.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "imgui.h"
#include "lab/own_program.h"
#include "view/announce.h"
#include "view/touch.h"
#include "view/tr.h"
#include "view/typed_number.h"
#include "view/typeface.h"

// Property names are quoted: the Closure compiler renames all others.
EM_JS_DEPS(bridge, "$UTF8ToString,$stringToNewUTF8");

// clang-format off
EM_JS(void, bridge_connect, (), {
  Module['bridge']['connect']({
    'canvas': (width, height, ratio, deviceWidth, deviceHeight) =>
        _page_canvas(width, height, ratio, deviceWidth, deviceHeight),
    'preferences': (dark, reducedMotion, moreContrast, coarsePointer) =>
        _page_preferences(dark, reducedMotion, moreContrast, coarsePointer),
    'leave': () => _page_leave(),
    'context': (lost) => _page_context(lost),
    'digits': (bytes) => {
      const room = _page_digits_room(bytes.length);
      HEAPU8.set(bytes, room);
      _page_digits_arrived();
    },
    'speak': (table) => {
      HEAPU8.set(table, _page_digits_room(table.length));
      _page_speak();
    },
    'tr': (english) => UTF8ToString(_page_tr(stringToNewUTF8(english))),
    'digitsFailed': (why) => _page_digits_failed(stringToNewUTF8(why)),
    'seen': (seen) => _page_seen(seen),
    'play': (on) => _page_play(on),
    'reset': () => _page_reset(),
    'step': (count) => UTF8ToString(_page_step(count)),
    'goOnStepping': () => UTF8ToString(_page_go_on_stepping()),
    'openPreset': (key) => UTF8ToString(_page_open_preset(stringToNewUTF8(key))),
    'set': (fields) => UTF8ToString(_page_set(stringToNewUTF8(fields))),
    'loadLink': (link) => UTF8ToString(_page_load_link(stringToNewUTF8(link))),
    'speed': (speed) => UTF8ToString(_page_speed(speed)),
    'forgetTheme': () => _page_forget_theme(),
    'history': () => UTF8ToString(_page_history()),
    'picture': () => _page_picture(),
    'openLink': (link) => _page_open_link(stringToNewUTF8(link)),
    'openFile': (name, bytes) => Module['bridge']['whenComplete'](() => {
      HEAPU8.set(bytes, _page_digits_room(bytes.length));
      _page_open_file(stringToNewUTF8(name));
    }),
    'sweep': (text) => _page_sweep(stringToNewUTF8(text)),
    'tell': (words) => _page_tell(stringToNewUTF8(words)),
    'copied': (done, length) => _page_copied(done, length),
    'takesFinger': (x, y) => _page_takes_finger(x, y),
    'letGo': () => _page_let_go(),
    'figures': () => UTF8ToString(_page_figures()),
    'shaderError': () => _page_shader_error(),
    'boxes': () => UTF8ToString(_page_boxes()),
    'typed': (text, low, high, value) => UTF8ToString(_page_typed(stringToNewUTF8(text), low, high, value)),
    'typeface': (bold) => HEAPU8.slice(_page_typeface(bold), _page_typeface(bold) + _page_typeface_size(bold)),
    'task': (seed, csv) => UTF8ToString(_page_task(seed, csv)),
    'check': (seed, a, da, atTest) =>
        UTF8ToString(_page_check(seed, stringToNewUTF8(a), stringToNewUTF8(da), stringToNewUTF8(atTest))),
    'lesson': (deed) => _page_lesson(stringToNewUTF8(deed)),
    'announce': () => _page_announce(),
    'ask': (id, what, number, text) => _page_ask(id, what, number, stringToNewUTF8(text)),
  });
});
EM_JS(void, bridge_announced, (const char* json), { Module['bridge']['announced'](UTF8ToString(json)); });
EM_JS(void, bridge_type, (std::uint32_t id, float x, float y, float width, float height, const char* label,
                          const char* text, bool number, bool readOnly, float scale), {
  Module['bridge']['type'](id, [x, y, width, height], UTF8ToString(label), UTF8ToString(text), number, readOnly, scale);
});
EM_JS(void, bridge_running, (), { Module['bridge']['running'](); });
EM_JS(bool, bridge_complete, (), { return Module['bridge']['complete'](); });
EM_JS(void, bridge_no_graphics, (), { Module['bridge']['noGraphics'](); });
EM_JS(void, bridge_fetch_digits, (), { Module['bridge']['fetchDigits'](); });
EM_JS(void, bridge_show_link, (const char* link, bool playing, bool isNew), {
  Module['bridge']['showLink'](UTF8ToString(link), playing, isNew);
});
EM_JS(void, bridge_copy_link, (const char* link), { Module['bridge']['copyLink'](UTF8ToString(link)); });
EM_JS(void, bridge_copy_text, (const char* text), { Module['bridge']['copyText'](UTF8ToString(text)); });
EM_JS(void, bridge_choose_file, (), { Module['bridge']['chooseFile'](); });
EM_JS(void, bridge_paste, (), { Module['bridge']['paste'](); });
EM_JS(void, bridge_save, (const char* name, const char* type, const char* text), {
  Module['bridge']['save'](UTF8ToString(name), UTF8ToString(type), UTF8ToString(text));
});
EM_JS(void, bridge_save_picture, (), { Module['bridge']['savePicture'](); });
EM_JS(void, bridge_sweep, (const char* messages), { Module['bridge']['sweep'](UTF8ToString(messages)); });
EM_JS(void, bridge_lesson, (const char* json), { Module['bridge']['lesson'](UTF8ToString(json)); });
EM_JS(bool, bridge_framed, (), { return Module['bridge']['framed']; });
EM_JS(char*, bridge_lesson_asked, (), { return stringToNewUTF8(Module['bridge']['lessonAsked']()); });
EM_JS(void, bridge_present, (bool on), { Module['bridge']['present'](on); });
EM_JS(void, bridge_embed, (const char* scene), { Module['bridge']['embed'](UTF8ToString(scene)); });
EM_JS(void, bridge_whole, (const char* link), { Module['bridge']['openWhole'](UTF8ToString(link)); });
EM_JS(void, bridge_check, (), { Module['bridge']['check'](); });
EM_JS(void, bridge_licences, (), { Module['bridge']['licences'](); });
EM_JS(char*, bridge_scene, (), { return stringToNewUTF8(Module['bridge']['scene']()); });
EM_JS(double, bridge_stop, (), { return Module['bridge']['stop_at'](); });
EM_JS(char*, bridge_preset, (), { return stringToNewUTF8(Module['bridge']['preset']()); });
EM_JS(char*, bridge_address, (), { return stringToNewUTF8(Module['bridge']['address']()); });
EM_JS(int, bridge_starts, (), { return Module['bridge']['starts'](); });
// clang-format on

namespace app::bridge {
namespace {

App* the_app = nullptr;

// A string that the page made.
std::string taken(char* text) {
  std::string copy = text;
  std::free(text);
  return copy;
}

// A text for the page, which copies it at once.
const char* answer(std::string words) {
  static std::string kept;
  kept = std::move(words);
  emscripten_resume_main_loop();
  return kept.c_str();
}

std::vector<std::uint8_t> digits;  // or words, on their way in

}  // namespace

Page& page() {
  static Page the_page;
  return the_page;
}

void connect() {
  page().around.has_page = true;
  page().around.framed = bridge_framed();
  bridge_connect();
}
void serve(App* app) {
  the_app = app;
  ImGui::GetIO().SetClipboardTextFn = [](void*, const char* text) { bridge_copy_text(text); };
}
void running() { bridge_running(); }
bool complete() { return bridge_complete(); }
void no_graphics() { bridge_no_graphics(); }
void save_picture() { bridge_save_picture(); }
std::vector<view::Scene> scenes() {
  std::vector<view::Scene> named = {view::Scene::page};
  view::scenes_named(taken(bridge_scene()), named);
  return named;
}

// A run, or a preset and the fields in which it is different. A lesson begins with its own run, or goes on with that of
// the address.
void open_address(App& app) {
  const std::string lesson = taken(bridge_lesson_asked());
  const std::string preset = taken(bridge_preset()), link = taken(bridge_address());
  std::string why;
  if (!lesson.empty()) app.lesson((link.empty() ? "open " : "join ") + lesson);
  if (preset.empty()) {
    app.open_link(link);
  } else {
    why = app.open_preset(preset);
    if (why.empty() && !link.empty()) why = app.set(link);
    app.keep_entry();
    if (!why.empty()) app.leave_address();
  }
  if (!why.empty()) app.tell(why);
  app.stop_at(static_cast<std::int64_t>(bridge_stop()));
  const int starts = bridge_starts();
  if (starts >= 0 || !lesson.empty()) app.play(starts == 1);
}

void announce(App& app) {
  if (const std::string* json = app.announced()) bridge_announced(json->c_str());
  static std::uint32_t typed = 0;
  static std::string called;
  const view::TypedField& field = view::typed_field();
  if (field.id == typed && called == field.label) return;
  typed = field.id;
  called = field.label;
  const float s = app.scale();
  bridge_type(field.id, field.x * s, field.y * s, field.width * s, field.height * s, field.label, field.text,
              field.number, field.read_only, s);
}

void fulfil(const Wishes& wishes) {
  if (wishes.digits) bridge_fetch_digits();
  if (!wishes.lesson.empty()) bridge_lesson(wishes.lesson.c_str());
  if (wishes.address) bridge_show_link(wishes.link.c_str(), wishes.playing, wishes.new_entry);
  if (wishes.copy) bridge_copy_link(wishes.link.c_str());
  if (wishes.choose_file) bridge_choose_file();
  if (wishes.whole) bridge_whole(wishes.link.c_str());
  if (wishes.present >= 0) bridge_present(wishes.present == 1);
  if (wishes.embed) bridge_embed(wishes.embedded);
  if (wishes.check) bridge_check();
  if (wishes.licences) bridge_licences();
  if (!wishes.sweep.empty()) bridge_sweep(wishes.sweep.c_str());
  if (wishes.paste) bridge_paste();
  for (const Wishes::File& file : wishes.files) bridge_save(file.name.c_str(), file.type, file.text.c_str());
}

void fit_canvas(const Canvas& canvas) {
  int width = 0, height = 0;
  emscripten_get_canvas_element_size("#canvas", &width, &height);
  if (width == canvas.device_width && height == canvas.device_height) return;  // setting it would clear the picture
  emscripten_set_canvas_element_size("#canvas", canvas.device_width, canvas.device_height);
}

}  // namespace app::bridge

extern "C" {

using namespace app::bridge;

EMSCRIPTEN_KEEPALIVE void page_canvas(float width, float height, float ratio, int device_width, int device_height) {
  page().around.canvas = {width, height, ratio, device_width, device_height};
  page().resized = true;
}

EMSCRIPTEN_KEEPALIVE void page_preferences(bool dark, bool reduced_motion, bool more_contrast, bool coarse_pointer) {
  page().around.dark = dark;
  page().around.reduced_motion = reduced_motion;
  page().around.more_contrast = more_contrast;
  page().around.coarse_pointer = coarse_pointer;
}

EMSCRIPTEN_KEEPALIVE void page_context(bool lost) {
  page().context_lost = lost;
  page().context_restored = !lost;
}

EMSCRIPTEN_KEEPALIVE std::uint8_t* page_digits_room(std::size_t size) {
  digits.resize(size);
  return digits.data();
}

EMSCRIPTEN_KEEPALIVE void page_digits_arrived() {
  if (the_app != nullptr) the_app->digits_arrived(std::move(digits));
}

EMSCRIPTEN_KEEPALIVE void page_speak() { view::speak({digits.begin(), digits.end()}); }
EMSCRIPTEN_KEEPALIVE const char* page_tr(char* english) { return answer(view::tr(taken(english).c_str())); }

EMSCRIPTEN_KEEPALIVE void page_digits_failed(char* given) {
  const std::string why = taken(given);
  if (the_app != nullptr) the_app->digits_failed(why);
}

// Out of sight the program stands still; what a host page asks for then shows up in a single frame.
EMSCRIPTEN_KEEPALIVE void page_seen(bool seen) {
  page().seen = seen;
  if (seen) emscripten_resume_main_loop();
}

EMSCRIPTEN_KEEPALIVE void page_play(bool on) {
  if (the_app != nullptr) the_app->play(on);
  emscripten_resume_main_loop();
}

EMSCRIPTEN_KEEPALIVE void page_reset() {
  if (the_app != nullptr) the_app->reset();
  emscripten_resume_main_loop();
}

EMSCRIPTEN_KEEPALIVE const char* page_step(int count) { return answer(the_app != nullptr ? the_app->step(count) : ""); }

EMSCRIPTEN_KEEPALIVE const char* page_go_on_stepping() {
  return answer(the_app != nullptr ? the_app->go_on_stepping() : "");
}

EMSCRIPTEN_KEEPALIVE const char* page_open_preset(char* given) {
  const std::string key = taken(given);
  return answer(the_app != nullptr ? the_app->open_preset(key) : "");
}

EMSCRIPTEN_KEEPALIVE const char* page_set(char* given) {
  const std::string fields = taken(given);
  return answer(the_app != nullptr ? the_app->set(fields) : "");
}

EMSCRIPTEN_KEEPALIVE const char* page_load_link(char* given) {
  const std::string link = taken(given);
  return answer(the_app != nullptr ? the_app->load_link(link) : "");
}

EMSCRIPTEN_KEEPALIVE const char* page_speed(float speed) {
  return answer(the_app != nullptr ? the_app->set_speed(speed) : "");
}

EMSCRIPTEN_KEEPALIVE void page_forget_theme() {
  if (the_app != nullptr) the_app->forget_theme();
  emscripten_resume_main_loop();
}

EMSCRIPTEN_KEEPALIVE void page_leave() {
  if (the_app != nullptr) the_app->present(view::Scene::page);
}

EMSCRIPTEN_KEEPALIVE const char* page_history() { return answer(the_app != nullptr ? the_app->history_csv() : ""); }

EMSCRIPTEN_KEEPALIVE void page_open_link(char* link) {
  const std::string text = taken(link);
  if (the_app != nullptr) the_app->open_link(text);
}

EMSCRIPTEN_KEEPALIVE void page_open_file(char* given_name) {
  const std::string name = taken(given_name);
  const std::vector<std::uint8_t> bytes = std::move(digits);
  if (the_app != nullptr) the_app->open_file(name, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

EMSCRIPTEN_KEEPALIVE void page_tell(char* given) {
  const std::string words = taken(given);
  if (the_app != nullptr) the_app->tell(words);
}

EMSCRIPTEN_KEEPALIVE void page_sweep(char* given) {
  const std::string text = taken(given);
  if (the_app != nullptr) the_app->sweep_recalled(text);
  emscripten_resume_main_loop();
}

EMSCRIPTEN_KEEPALIVE void page_lesson(char* given) {
  const std::string deed = taken(given);
  if (the_app != nullptr) the_app->lesson(deed);
  emscripten_resume_main_loop();
}

EMSCRIPTEN_KEEPALIVE void page_copied(bool done, int length) {
  if (the_app != nullptr) the_app->copied(done, length);
}

EMSCRIPTEN_KEEPALIVE bool page_takes_finger(float x, float y) {
  return the_app != nullptr && view::takes_finger(x / the_app->scale(), y / the_app->scale());
}
EMSCRIPTEN_KEEPALIVE void page_let_go() { view::let_go(); }

// What lab/own_program.h gives and finds; the findings as JSON.
EMSCRIPTEN_KEEPALIVE const char* page_task(int seed, bool csv) {
  return answer(lab::task_text(lab::own_task(seed), csv ? lab::TaskFormat::csv : lab::TaskFormat::numpy));
}
EMSCRIPTEN_KEEPALIVE const char* page_check(int seed, char* a, char* da, char* at_test) {
  const std::string texts[] = {taken(a), taken(da), taken(at_test)};
  return answer(lab::findings_json(lab::check_own(lab::own_task(seed), texts[0], texts[1], texts[2])));
}

EMSCRIPTEN_KEEPALIVE const char* page_typed(char* text, float low, float high, float value) {
  return answer(view::typed_number(taken(text).c_str(), low, high, value));
}

EMSCRIPTEN_KEEPALIVE const unsigned char* page_typeface(bool bold) { return view::typeface(bold).data(); }
EMSCRIPTEN_KEEPALIVE std::size_t page_typeface_size(bool bold) { return view::typeface(bold).size(); }
EMSCRIPTEN_KEEPALIVE const char* page_figures() { return the_app != nullptr ? the_app->figures().c_str() : "null"; }
EMSCRIPTEN_KEEPALIVE float page_shader_error() { return the_app != nullptr ? the_app->shader_error() : 0; }
// The controls of the next frame are handed over after it.
EMSCRIPTEN_KEEPALIVE void page_announce() { view::want_announcements(); }
// `what` is a view::Ask.
EMSCRIPTEN_KEEPALIVE void page_ask(std::uint32_t id, int what, float number, char* text) {
  view::ask(id, static_cast<view::Ask>(what), number, taken(text).c_str());
}
EMSCRIPTEN_KEEPALIVE const char* page_boxes() { return the_app != nullptr ? the_app->boxes().c_str() : "null"; }

}  // extern "C"
