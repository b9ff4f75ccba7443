// The list of views. A new one is a folder beside this file and a row here.
#include "views/curves/curves.h"
#include "views/lens/lens.h"
#include "views/network/network.h"
#include "views/penalty/penalty.h"
#include "views/removal/removal.h"
#include "views/surfaces/surfaces.h"
#include "views/tape/tape.h"
#include "views/view.h"
#include "views/weights/weights.h"

namespace view {
namespace {

constexpr View all[] = {
    {"network", "Network", "The network of this iteration",
     "Units and weights of the network that drops units, and what its masks leave of it.", Stand::centre,
     drawing<NetworkView>},
    {"tape", "Tape", "Masks of the last iterations", "Which units were kept in each of the last iterations.",
     Stand::below, drawing<TapeView>},
    {"surfaces", "Surfaces", "What each arm has learnt", "What each arm answers, and its figures.", Stand::arms,
     drawing<SurfacesView>},
    {"norms", "Norms", "Squared weight norm ‖W‖²", "The sum of the squared weights in the course of the run.",
     Stand::curve, drawing<NormsView>},
    {"cost", "Cost", "Cost J", "J with masks and with dropout off in the course of the run.", Stand::curve,
     drawing<CostView>},
    {"kill-test", "Kill test", "Remove one unit: what does each arm lose?",
     "Takes away one hidden unit after the other and says what the test accuracy of each arm loses: the more it relies "
     "on that unit, the more.",
     Stand::inspector, drawing<RemovalView>},
    {"lens", "Lens", "One unit under the lens",
     "One unit of every arm: which share of its incoming weight sits on which input. Where inputs are dropped at random "
     "it cannot rely on any one of them.",
     Stand::inspector, drawing<LensView>},
    {"penalty", "Penalty", "What dropout costs each weight",
     "What random masks cost each weight, (1−p)/p · mean(a²·H), beside the weight itself: like L2's λ, but adapted to "
     "the activation that is multiplied into the weight.",
     Stand::inspector, drawing<PenaltyView>},
    {"weights", "Weights", "The weights of each arm", "How large the weights of each arm are, and each of them.",
     Stand::inspector, drawing<WeightsView>},
};

}  // namespace

std::span<const View> views() { return all; }

}  // namespace view
