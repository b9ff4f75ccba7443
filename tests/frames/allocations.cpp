// Counts what a program allocates in each of its frames. Loaded before the native program (LD_PRELOAD), it stands
// between it and the heap, and takes the swap of the window for the end of a frame. Only calls that come from the
// program's own text count: those of the graphics driver and of SDL are their own affair. At the end one line of JSON:
// frames, the median and the largest count over the last half of them, and who asked, as addresses for addr2line.
#include <dlfcn.h>
#include <link.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <new>

namespace {

constexpr int most_frames = 4096, most_callers = 64;

struct Caller {
  std::uintptr_t at = 0;
  int count = 0;
};

std::uintptr_t base = 0, end = 0;
thread_local bool on_main = false;
int frames = 0, in_frame = 0;
std::array<int, most_frames> per_frame;
std::array<Caller, most_callers> callers;

int find_program(dl_phdr_info* info, std::size_t, void*) {
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const auto& part = info->dlpi_phdr[i];
    if (part.p_type != PT_LOAD || !(part.p_flags & PF_X)) continue;
    base = info->dlpi_addr;
    end = info->dlpi_addr + part.p_vaddr + part.p_memsz;
  }
  return 1;  // the program comes first
}

void count(void* from) {
  if (!on_main) return;
  const auto at = reinterpret_cast<std::uintptr_t>(from);
  if (at < base || at >= end) return;
  ++in_frame;
  for (Caller& caller : callers) {
    if (caller.at != 0 && caller.at != at - base) continue;
    caller.at = at - base;
    ++caller.count;
    return;
  }
}

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

__attribute__((constructor)) void begin() {
  dl_iterate_phdr(find_program, nullptr);
  on_main = true;
}

__attribute__((destructor)) void tell() {
  if (frames == 0) return;
  const auto first = per_frame.begin() + frames / 2, last = per_frame.begin() + frames;
  std::sort(first, last);
  std::fprintf(stderr, "{\"frames\":%d,\"median\":%d,\"largest\":%d,\"callers\":[", frames, first[(last - first) / 2],
               last[-1]);
  for (std::size_t i = 0; i < callers.size() && callers[i].at != 0; ++i)
    std::fprintf(stderr, "%s[\"0x%lx\",%d]", i > 0 ? "," : "", static_cast<unsigned long>(callers[i].at),
                 callers[i].count);
  std::fprintf(stderr, "]}\n");
}

}  // namespace

extern "C" {

void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);

void* malloc(std::size_t n) {
  count(__builtin_return_address(0));
  return __libc_malloc(n);
}
void* calloc(std::size_t n, std::size_t size) {
  count(__builtin_return_address(0));
  return __libc_calloc(n, size);
}
void* realloc(void* p, std::size_t n) {
  count(__builtin_return_address(0));
  return __libc_realloc(p, n);
}

void SDL_GL_SwapWindow(void* window) {
  static auto* const swap = next<void(void*)>("SDL_GL_SwapWindow");
  swap(window);
  if (frames < most_frames) per_frame[static_cast<std::size_t>(frames++)] = in_frame;
  in_frame = 0;
  if (frames < 120) callers = {};  // until the program has settled
}

}  // extern "C"

void* operator new(std::size_t n) {
  count(__builtin_return_address(0));
  return __libc_malloc(n);
}
void* operator new[](std::size_t n) {
  count(__builtin_return_address(0));
  return __libc_malloc(n);
}
void* operator new(std::size_t n, std::align_val_t line) {
  static auto* const aligned = next<void*(std::size_t, std::size_t)>("aligned_alloc");
  count(__builtin_return_address(0));
  const auto size = static_cast<std::size_t>(line);
  return aligned(size, (n + size - 1) / size * size);
}
void operator delete(void* p) noexcept { __builtin_free(p); }
void operator delete(void* p, std::size_t) noexcept { __builtin_free(p); }
void operator delete[](void* p) noexcept { __builtin_free(p); }
void operator delete[](void* p, std::size_t) noexcept { __builtin_free(p); }
void operator delete(void* p, std::align_val_t) noexcept { __builtin_free(p); }
