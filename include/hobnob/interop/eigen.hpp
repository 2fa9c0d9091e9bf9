// I have a model in Eigen. What does a snapshot look like as a matrix, and an answer as vectors?
//
//   const auto costs = hobnob::cost_matrix(snapshot);                        // row u, column v: the cost of the tie u→v
//   Eigen::VectorXf reached = hobnob::strength_matrix(snapshot) * interest;  // any product, solver or decomposition of Eigen's
//   const auto scores = hobnob::column_vector<double>(table, "score");       // a column of `to_table(answer)`
//
// Maps over arrays that are there: no copy, O(1), nothing to write to. A matrix is valid as long as some handle of its snapshot lives, a
// vector as long as its table does and is not changed; neither can be made of a temporary. Probabilities are derived from costs, so that
// matrix is an own one. Rows and columns are the ids of the snapshot, which is the owner's sight; of a view, take `view.project()`.
// Rows ascend by column. A tie is an entry also where its cost or strength is 0; where there is no entry Eigen says 0, whatever that means.
// For Eigen 3.4 to 5.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <Eigen/Core>
#include <Eigen/SparseCore>

#include "hobnob/core/error.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/snapshot.hpp"

namespace hobnob {
inline namespace v0 {

/// Rows of a snapshot as Eigen has them.
template <class Scalar>
using TieMatrix = Eigen::SparseMatrix<Scalar, Eigen::RowMajor, std::int32_t>;
using TieMatrixMap = Eigen::Map<const TieMatrix<float>>;

namespace detail {

inline TieMatrixMap tie_matrix(const Snapshot& snapshot, const float* values) {
  // A snapshot holds at most 2³¹ − 1 ties and so offsets and ids with ties below that: the same bits, signed.
  if (snapshot.member_count() > 0x7FFF'FFFFU) throw Error(Errc::limit_exceeded, "a matrix holds at most 2,147,483,647 members");
  return {static_cast<Eigen::Index>(snapshot.member_count()),
          static_cast<Eigen::Index>(snapshot.member_count()),
          static_cast<Eigen::Index>(snapshot.tie_count()),
          reinterpret_cast<const std::int32_t*>(snapshot.offsets().data()),
          reinterpret_cast<const std::int32_t*>(snapshot.ends().data()),
          values};
}

}  // namespace detail

/// −ln p of each tie, members × members; +infinity for a tie that no path uses. No entry means no tie, and never a cost of 0.
inline TieMatrixMap cost_matrix(const Snapshot& snapshot) { return detail::tie_matrix(snapshot, snapshot.costs().data()); }
TieMatrixMap cost_matrix(const Snapshot&& snapshot) = delete;

/// S of each tie: the chance that the row's member turns to the column's within the window.
inline TieMatrixMap strength_matrix(const Snapshot& snapshot) { return detail::tie_matrix(snapshot, snapshot.strengths().data()); }
TieMatrixMap strength_matrix(const Snapshot&& snapshot) = delete;

/// p = exp(−cost) of each tie, in a matrix of its own that outlives the snapshot. O(ties), 4 bytes and a Scalar each.
/// In double as in answers, or in float to go with costs and strengths, since Eigen mixes no scalars.
template <std::floating_point Scalar = double>
TieMatrix<Scalar> probability_matrix(const Snapshot& snapshot) {
  return detail::tie_matrix(snapshot, snapshot.costs().data()).unaryExpr([](float cost) {
    return static_cast<Scalar>(probability_of(double{cost}));
  });
}

/// What a column of a table can hold that Eigen can read.
template <class Scalar>
concept ColumnScalar = std::same_as<Scalar, double> || std::same_as<Scalar, std::int64_t>;

template <ColumnScalar Scalar>
using ColumnVectorMap = Eigen::Map<const Eigen::Matrix<Scalar, Eigen::Dynamic, 1>>;

/// A column of numbers (`double`) or of whole numbers (`std::int64_t`) as a vector.
/// Error(invalid_argument), naming the column and what it holds, if it holds something else.
template <ColumnScalar Scalar>
ColumnVectorMap<Scalar> column_vector(const Column& column) {
  const auto* const values = std::get_if<std::vector<Scalar>>(&column.values);
  if (!values) {
    static constexpr std::string_view kinds[] = {"numbers", "whole numbers", "text", "keys", "lists of keys"};
    constexpr std::string_view wanted = kinds[std::same_as<Scalar, double> ? 0 : 1];
    throw Error(Errc::invalid_argument,
                "column " + column.name + " holds " + std::string(kinds[column.values.index()]) + ", not " + std::string(wanted));
  }
  return {values->data(), static_cast<Eigen::Index>(values->size())};
}
template <ColumnScalar Scalar>
ColumnVectorMap<Scalar> column_vector(const Column&& column) = delete;

/// The column of that name; Error(invalid_argument) also if there is none.
template <ColumnScalar Scalar>
ColumnVectorMap<Scalar> column_vector(const Table& table, std::string_view name) {
  return column_vector<Scalar>(table[name]);
}
template <ColumnScalar Scalar>
ColumnVectorMap<Scalar> column_vector(const Table&& table, std::string_view name) = delete;

}  // namespace v0
}  // namespace hobnob
