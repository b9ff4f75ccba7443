// What is fed to the parsers, and what must hold whatever they are fed. Ends the program where it doesn't.
#pragma once
#include <cstddef>
#include <cstdint>

namespace fuzz {

void link(const std::uint8_t* bytes, std::size_t size);
void csv(const std::uint8_t* bytes, std::size_t size);
void json(const std::uint8_t* bytes, std::size_t size);
void round_trip(const std::uint8_t* bytes, std::size_t size);  // any JSON, read, written and read again
void array(const std::uint8_t* bytes, std::size_t size);  // and as an answer to the task of a student's own program

void typed(const std::uint8_t* bytes, std::size_t size);  // numbers

}  // namespace fuzz
