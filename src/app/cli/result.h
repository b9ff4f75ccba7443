// What the results of every command that trains a run begin with.
#pragma once
#include "lab/json.h"
#include "lab/snapshot.h"
#include "options.h"

namespace cli {

// The members from "command" to "units" of an object that is open; the link is empty where none tells the run.
void write_head(lab::JsonWriter&, const char* command, const Options&, const lab::Laboratory&, const lab::Snapshot&);

}  // namespace cli
