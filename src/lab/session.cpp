#include "lab/session.h"

namespace lab {

Experiment experiment_at(const Session& session, std::int64_t iteration) {
  Experiment e = session.start;
  for (const Change& change : session.changes) {
    if (change.iteration <= iteration) apply(e, change.edit);
  }
  return e;
}

}  // namespace lab
