// The shapes every header of net speaks of.
#pragma once
#include <cstdint>

#include "net/eigen.h"

namespace net {

// (units, batch): one column an example; the row of a unit is contiguous, so that kernels run across the batch.
using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Vector = Eigen::VectorXf;
using MatrixView = Eigen::Map<Matrix, 0, Eigen::OuterStride<>>;
using ConstMatrixView = Eigen::Map<const Matrix, 0, Eigen::OuterStride<>>;

inline ConstMatrixView view(const Matrix& m) { return {m.data(), m.rows(), m.cols(), Eigen::OuterStride<>(m.cols())}; }

}  // namespace net
