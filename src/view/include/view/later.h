// What the first frame does not need comes to the page after it (web/setup/split.mjs): the views of LATER_VIEW rows,
// and what a namespace `later` holds. The latter is called through arrived(), by its address, and only while
// Environment::complete: elsewhere always.
#pragma once

namespace view {

template <class Function>
Function* arrived(Function* function) {
  Function* volatile address = function;  // called directly, it would be taken into its caller
  return address;
}

}  // namespace view
