#include "hobnob/interop/arrow.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <limits>
#include <new>
#include <utility>

#include "hobnob/core/error.hpp"

namespace hobnob {
inline namespace v0 {

namespace {

// --- out: a table as a stream --------------------------------------------------------------------------------------------------------

template <class Struct>
void release_if_held(Struct* held) {
  if (held && held->release) held->release(held);
}

/// Structs that are released with whoever holds them, unless somebody has moved them away.
template <class Struct>
class Children {
 public:
  explicit Children(std::size_t count) : held_(count) {
    for (Struct& child : held_) pointers_.push_back(&child);
  }
  Children(const Children&) = delete;
  Children& operator=(const Children&) = delete;
  ~Children() {
    for (Struct& child : held_) release_if_held(&child);
  }
  [[nodiscard]] std::size_t size() const noexcept { return held_.size(); }
  [[nodiscard]] Struct& operator[](std::size_t i) noexcept { return held_[i]; }
  [[nodiscard]] Struct** pointers() noexcept { return pointers_.data(); }

 private:
  std::vector<Struct> held_;
  std::vector<Struct*> pointers_;
};

/// What a schema points to.
struct OwnedSchema {
  std::string format, name;
  std::unique_ptr<Children<ArrowSchema>> children;
};

void make_schema(std::string format, std::string name, std::unique_ptr<Children<ArrowSchema>> children, ArrowSchema* out) {
  auto owned = std::make_unique<OwnedSchema>(OwnedSchema{std::move(format), std::move(name), std::move(children)});
  *out = {};
  out->format = owned->format.c_str();
  out->name = owned->name.c_str();
  out->n_children = static_cast<std::int64_t>(owned->children ? owned->children->size() : 0);
  out->children = owned->children ? owned->children->pointers() : nullptr;
  out->private_data = owned.release();
  out->release = [](ArrowSchema* schema) {
    delete static_cast<OwnedSchema*>(schema->private_data);
    schema->release = nullptr;
  };
}

/// What an array points to. Numbers stay in the table, which all arrays of a stream share.
struct OwnedArray {
  std::shared_ptr<const Table> table;
  std::vector<std::int32_t> ends;        // with the 0 in front
  std::vector<std::int64_t> large_ends;
  std::vector<std::int64_t> numbers;
  std::string bytes;
  std::array<const void*, 3> buffers{};
  std::unique_ptr<Children<ArrowArray>> children;
};

void hand_over(std::unique_ptr<OwnedArray> owned, std::size_t length, std::size_t buffers, ArrowArray* out) noexcept {
  *out = {};
  out->length = static_cast<std::int64_t>(length);
  out->n_buffers = static_cast<std::int64_t>(buffers);
  out->buffers = owned->buffers.data();
  out->n_children = static_cast<std::int64_t>(owned->children ? owned->children->size() : 0);
  out->children = owned->children ? owned->children->pointers() : nullptr;
  out->private_data = owned.release();
  out->release = [](ArrowArray* array) {
    delete static_cast<OwnedArray*>(array->private_data);
    array->release = nullptr;
  };
}

std::string_view text_of(const std::string& text) { return text; }
std::string_view text_of(const Key& key) { return key.text(); }

/// Are these keys numbers? An empty column says text.
bool are_numbers(const std::vector<Key>& keys) { return !keys.empty() && !keys.front().is_text(); }

constexpr std::size_t largest_small = std::numeric_limits<std::int32_t>::max();

/// What becomes of a column: its type, and a list's items'.
struct Shape {
  enum class Kind { doubles, integers, texts, lists } kind = Kind::texts;
  bool large = false;       // 64-bit ends
  bool items_are_numbers = false;
  bool items_are_large = false;

  [[nodiscard]] const char* format() const noexcept {
    switch (kind) {
      case Kind::doubles: return "g";
      case Kind::integers: return "l";
      case Kind::texts: return large ? "U" : "u";
      case Kind::lists: break;
    }
    return large ? "+L" : "+l";
  }
};

template <class Text>
std::size_t bytes_in(const std::vector<Text>& texts) {
  std::size_t bytes = 0;
  for (const Text& text : texts) bytes += text_of(text).size();
  return bytes;
}

Shape shape_of(const Column& column) {
  Shape shape;
  if (std::holds_alternative<std::vector<double>>(column.values)) {
    shape.kind = Shape::Kind::doubles;
  } else if (std::holds_alternative<std::vector<std::int64_t>>(column.values)) {
    shape.kind = Shape::Kind::integers;
  } else if (const auto* texts = std::get_if<std::vector<std::string>>(&column.values)) {
    shape.large = bytes_in(*texts) > largest_small;
  } else if (const auto* keys = std::get_if<std::vector<Key>>(&column.values)) {
    if (are_numbers(*keys)) shape.kind = Shape::Kind::integers;
    else shape.large = bytes_in(*keys) > largest_small;
  } else {
    shape.kind = Shape::Kind::lists;
    std::size_t items = 0, bytes = 0;
    for (const std::vector<Key>& list : std::get<std::vector<std::vector<Key>>>(column.values)) {
      items += list.size();
      if (are_numbers(list)) shape.items_are_numbers = true;
      else bytes += bytes_in(list);
    }
    shape.large = items > largest_small;
    shape.items_are_large = bytes > largest_small;
  }
  return shape;
}

void make_schema(const std::vector<std::pair<std::string, Shape>>& columns, ArrowSchema* out) {
  auto schemas = std::make_unique<Children<ArrowSchema>>(columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto& [name, shape] = columns[i];
    std::unique_ptr<Children<ArrowSchema>> items;
    if (shape.kind == Shape::Kind::lists) {
      items = std::make_unique<Children<ArrowSchema>>(1);
      make_schema(shape.items_are_numbers ? "l" : shape.items_are_large ? "U" : "u", "item", nullptr, &(*items)[0]);
    }
    make_schema(shape.format(), name, std::move(items), &(*schemas)[i]);
  }
  make_schema("+s", "", std::move(schemas), out);
}

/// Ends and bytes, one text after the other. `each(visit)` visits the texts in order.
void make_texts(std::size_t count, bool large, const auto& each, const std::shared_ptr<const Table>& table, ArrowArray* out) {
  auto owned = std::make_unique<OwnedArray>();
  owned->table = table;
  std::string& bytes = owned->bytes;
  const auto fill = [&](auto& ends) {
    using End = typename std::remove_reference_t<decltype(ends)>::value_type;
    ends.reserve(count + 1);
    ends.push_back(0);
    each([&](std::string_view text) {
      bytes.append(text);
      ends.push_back(static_cast<End>(bytes.size()));
    });
    owned->buffers = {nullptr, ends.data(), bytes.data()};
  };
  if (large) fill(owned->large_ends);
  else fill(owned->ends);
  hand_over(std::move(owned), count, 3, out);
}

void make_numbers(std::vector<std::int64_t> numbers, ArrowArray* out) {
  auto owned = std::make_unique<OwnedArray>();
  owned->numbers = std::move(numbers);
  owned->buffers[1] = owned->numbers.data();
  const std::size_t count = owned->numbers.size();
  hand_over(std::move(owned), count, 2, out);
}

void make_array(const Column& column, const Shape& shape, const std::shared_ptr<const Table>& table, ArrowArray* out) {
  std::visit(
      [&]<class Value>(const std::vector<Value>& values) {
        if constexpr (std::is_arithmetic_v<Value>) {
          auto owned = std::make_unique<OwnedArray>();
          owned->table = table;
          owned->buffers[1] = values.data();
          hand_over(std::move(owned), values.size(), 2, out);
        } else if constexpr (std::is_same_v<Value, std::vector<Key>>) {
          auto owned = std::make_unique<OwnedArray>();
          owned->table = table;
          std::size_t items = 0;
          const auto fill = [&](auto& ends) {
            using End = typename std::remove_reference_t<decltype(ends)>::value_type;
            ends.push_back(0);
            for (const auto& list : values) ends.push_back(static_cast<End>(items += list.size()));
            owned->buffers[1] = ends.data();
          };
          if (shape.large) fill(owned->large_ends);
          else fill(owned->ends);
          owned->children = std::make_unique<Children<ArrowArray>>(1);
          if (shape.items_are_numbers) {
            std::vector<std::int64_t> numbers;
            numbers.reserve(items);
            for (const auto& list : values)
              for (const Key& key : list) numbers.push_back(key.number());
            make_numbers(std::move(numbers), &(*owned->children)[0]);
          } else {
            const auto each = [&](const auto& visit) {
              for (const auto& list : values)
                for (const Key& key : list) visit(key.text());
            };
            make_texts(items, shape.items_are_large, each, table, &(*owned->children)[0]);
          }
          hand_over(std::move(owned), values.size(), 2, out);
        } else {
          if constexpr (std::is_same_v<Value, Key>) {
            if (shape.kind == Shape::Kind::integers) {
              std::vector<std::int64_t> numbers;
              numbers.reserve(values.size());
              for (const Key& key : values) numbers.push_back(key.number());
              return make_numbers(std::move(numbers), out);
            }
          }
          const auto each = [&](const auto& visit) {
            for (const Value& value : values) visit(text_of(value));
          };
          make_texts(values.size(), shape.large, each, table, out);
        }
      },
      column.values);
}

struct OwnedStream {
  std::shared_ptr<const Table> table;
  std::vector<std::pair<std::string, Shape>> columns;
  bool given = false;
  std::string error;
};

/// Runs `work`; what it throws becomes the stream's last error, since no exception may cross a C function.
int guarded(ArrowArrayStream* stream, const auto& work) noexcept {
  auto& owned = *static_cast<OwnedStream*>(stream->private_data);
  try {
    owned.error.clear();
    work(owned);
    return 0;
  } catch (const std::bad_alloc&) { return ENOMEM; } catch (const std::exception& error) {
    try {
      owned.error = error.what();
    } catch (...) { return ENOMEM; }
    return EINVAL;
  }
}

std::vector<std::pair<std::string, Shape>> shapes_of(const Table& table) {
  std::vector<std::pair<std::string, Shape>> columns;
  for (const Column& column : table.columns) {
    if (column.size() != table.row_count())
      throw Error(Errc::invalid_argument, fmt::format("columns must be of equal length, got {} for '{}' and {} for '{}'", table.row_count(),
                                                      table.columns.front().name, column.size(), column.name));
    columns.emplace_back(column.name, shape_of(column));
  }
  return columns;
}

}  // namespace

void export_schema(const Table& table, ArrowSchema* schema) { make_schema(shapes_of(table), schema); }

void export_table(Table table, ArrowArrayStream* stream, const ArrowSchema* requested) {
  auto owned = std::make_unique<OwnedStream>();
  owned->table = std::make_shared<const Table>(std::move(table));
  owned->columns = shapes_of(*owned->table);
  if (requested && requested->release && requested->children && requested->n_children == static_cast<std::int64_t>(owned->columns.size())) {
    for (std::size_t i = 0; i < owned->columns.size(); ++i) {
      const ArrowSchema* const wish = requested->children[i];
      if (wish && wish->format && std::string_view(wish->format) == "U" && owned->columns[i].second.kind == Shape::Kind::texts)
        owned->columns[i].second.large = true;
    }
  }
  *stream = {};
  stream->get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
    return guarded(self, [out](const OwnedStream& held) { make_schema(held.columns, out); });
  };
  stream->get_next = [](ArrowArrayStream* self, ArrowArray* out) {
    return guarded(self, [out](OwnedStream& held) {
      *out = {};
      if (held.given) return;   // a released array is the end
      auto batch = std::make_unique<OwnedArray>();
      batch->children = std::make_unique<Children<ArrowArray>>(held.columns.size());
      for (std::size_t i = 0; i < held.columns.size(); ++i)
        make_array(held.table->columns[i], held.columns[i].second, held.table, &(*batch->children)[i]);
      hand_over(std::move(batch), held.table->row_count(), 1, out);
      held.given = true;
    });
  };
  stream->get_last_error = [](ArrowArrayStream* self) -> const char* {
    const auto& held = *static_cast<const OwnedStream*>(self->private_data);
    return held.error.empty() ? nullptr : held.error.c_str();
  };
  stream->release = [](ArrowArrayStream* self) {
    const std::unique_ptr<OwnedStream> going(static_cast<OwnedStream*>(self->private_data));
    self->release = nullptr;
  };
  stream->private_data = owned.release();
}

// --- in: a stream of batches ---------------------------------------------------------------------------------------------------------

namespace detail {

struct ArrowColumn {
  enum class Type : std::uint8_t {
    nothing,
    truth,
    i8,
    u8,
    i16,
    u16,
    i32,
    u32,
    i64,
    u64,
    f16,
    f32,
    f64,
    text,
    large_text,
    text_view,
    time32,
    time64,
    list,
    large_list,
    fixed_list
  };
  std::string name;
  Type type = Type::nothing;
  std::int64_t per_second = 1;              // of a time: units in a second, or
  std::int64_t seconds_per_unit = 1;        // seconds in a unit
  std::int64_t list_size = 0;               // of a list of fixed size
  std::unique_ptr<ArrowColumn> items;       // of a list
  std::unique_ptr<ArrowColumn> dictionary;  // values; then `type` is that of the places
  const ArrowArray* array = nullptr;
  std::int64_t from = 0;                    // where the batch begins in the array, beside the array's own offset

  [[nodiscard]] ArrowValue at(std::int64_t row) const;
};

namespace {

using Type = ArrowColumn::Type;

[[noreturn]] void damaged(const ArrowColumn& column, std::string_view what) {
  throw Error(Errc::corrupt_data, fmt::format("column '{}' of an Arrow stream: {}", column.name, what));
}

/// Of timestamps ("tss:", "tsm:UTC", …) and dates.
bool read_time(std::string_view format, ArrowColumn& column) {
  if (format.starts_with("ts") && format.size() >= 4 && format[3] == ':') {
    constexpr std::string_view units = "smun";
    const std::size_t unit = units.find(format[2]);
    if (unit == std::string_view::npos) return false;
    column.type = Type::time64;
    for (std::size_t i = 0; i < unit; ++i) column.per_second *= 1000;
    return true;
  }
  if (format == "tdD") column.type = Type::time32, column.seconds_per_unit = seconds_per_day;
  else if (format == "tdm") column.type = Type::time64, column.per_second = 1000;
  else return false;
  return true;
}

bool read_simple(std::string_view format, ArrowColumn& column) {
  constexpr std::pair<std::string_view, Type> simple[] = {{"n", Type::nothing}, {"b", Type::truth}, {"c", Type::i8},         {"C", Type::u8},
                                                          {"s", Type::i16},     {"S", Type::u16},   {"i", Type::i32},        {"I", Type::u32},
                                                          {"l", Type::i64},     {"L", Type::u64},   {"e", Type::f16},        {"f", Type::f32},
                                                          {"g", Type::f64},     {"u", Type::text},  {"U", Type::large_text}, {"vu", Type::text_view}};
  for (const auto& [letters, type] : simple)
    if (format == letters) return column.type = type, true;
  return read_time(format, column);
}

bool is_place(Type type) { return type >= Type::i8 && type <= Type::u64; }

ArrowColumn read_schema(const ArrowSchema& schema, std::string name, int depth = 0) {
  ArrowColumn column;
  column.name = std::move(name);
  const std::string_view format = schema.format ? schema.format : "";
  const auto refuse = [&] {
    throw Error(
        Errc::invalid_argument,
        fmt::format("column '{}' has Arrow type '{}', which no field takes: cast it to numbers, text, times or lists of these, or leave it out",
                    column.name, format));
  };
  constexpr int deepest = 8;   // no recursion on what a stranger says without an end
  if (depth > deepest) refuse();
  if (schema.dictionary) {
    if (!read_simple(format, column) || !is_place(column.type)) refuse();
    column.dictionary = std::make_unique<ArrowColumn>(read_schema(*schema.dictionary, column.name, depth + 1));
    return column;
  }
  if (read_simple(format, column)) return column;
  if (format == "+l") column.type = Type::list;
  else if (format == "+L") column.type = Type::large_list;
  else if (format.starts_with("+w:")) {
    column.type = Type::fixed_list;
    for (const char digit : format.substr(3)) {
      if (digit < '0' || digit > '9' || column.list_size > 0xFFFF'FFFF) refuse();
      column.list_size = column.list_size * 10 + (digit - '0');
    }
  } else refuse();
  if (schema.n_children != 1 || !schema.children || !schema.children[0]) refuse();
  column.items = std::make_unique<ArrowColumn>(read_schema(*schema.children[0], column.name, depth + 1));
  return column;
}

/// The number in place `i` of a buffer, wherever that lies in memory.
template <class Number>
Number number_at(const void* buffer, std::int64_t i) {
  Number number;
  std::memcpy(&number, static_cast<const char*>(buffer) + static_cast<std::size_t>(i) * sizeof(Number), sizeof(Number));
  return number;
}

/// Do the ends of these rows of the array ascend?
template <class End>
void check_ends(const ArrowColumn& column, const ArrowArray& array, std::int64_t from, std::int64_t rows) {
  if (rows == 0) return;   // an empty array may have no ends at all
  if (!array.buffers[1]) damaged(column, "has no ends");
  End last = number_at<End>(array.buffers[1], array.offset + from);
  if (last < 0) damaged(column, "has ends below 0");
  for (std::int64_t i = 1; i <= rows; ++i) {
    const End end = number_at<End>(array.buffers[1], array.offset + from + i);
    if (end < last) damaged(column, "has ends that descend");
    last = end;
  }
}

std::int64_t end_at(const ArrowColumn& column, std::int64_t i) {
  const bool large = column.type == Type::large_list || column.type == Type::large_text;
  const void* const ends = column.array->buffers[1];
  return large ? number_at<std::int64_t>(ends, i) : number_at<std::int32_t>(ends, i);
}

/// Points the column at an array of which rows `from` to `from + rows` belong to the batch, and looks whether it can be what it says.
void attach(ArrowColumn& column, const ArrowArray* array, std::int64_t from, std::int64_t rows) {
  if (!array) damaged(column, "is missing in a batch");
  constexpr std::int64_t most = std::int64_t{1} << 60;
  if (array->length < 0 || array->offset < 0 || array->length > most || array->offset > most || from > array->length || rows > array->length - from)
    damaged(column, fmt::format("holds {} rows where {} are wanted", array->length, from + rows));
  column.array = array, column.from = from;
  const auto needs = [&](std::int64_t buffers) {
    const bool fits = column.type == Type::text_view ? array->n_buffers >= buffers : array->n_buffers == buffers;
    if (!fits || (buffers > 0 && !array->buffers)) damaged(column, fmt::format("has {} buffers", array->n_buffers));
  };
  const bool empty = array->length == 0;
  if (column.dictionary || (column.type >= Type::truth && column.type <= Type::f64) || column.type == Type::time32 || column.type == Type::time64) {
    needs(2);
    if (!empty && !array->buffers[1]) damaged(column, "has no values");
  } else if (column.type == Type::text || column.type == Type::large_text) {
    needs(3);
    if (column.type == Type::text) check_ends<std::int32_t>(column, *array, from, rows);
    else check_ends<std::int64_t>(column, *array, from, rows);
    if (rows > 0 && !array->buffers[2] && end_at(column, array->offset + from + rows) > 0) damaged(column, "has no text");
  } else if (column.type == Type::text_view) {
    needs(3);
    if (!empty && !array->buffers[1]) damaged(column, "has no values");
    if (array->n_buffers > 3 && !array->buffers[array->n_buffers - 1]) damaged(column, "does not say how long its buffers are");
  } else if (column.items) {
    needs(column.type == Type::fixed_list ? 1 : 2);
    if (column.type == Type::list) check_ends<std::int32_t>(column, *array, from, rows);
    else if (column.type == Type::large_list) check_ends<std::int64_t>(column, *array, from, rows);
    std::int64_t first = 0, items = 0;   // of the batch
    if (column.type == Type::fixed_list) {
      if (column.list_size > 0 && array->offset + from + rows > most / column.list_size) damaged(column, "has too many items");
      first = (array->offset + from) * column.list_size, items = rows * column.list_size;
    } else if (rows > 0) {
      first = end_at(column, array->offset + from), items = end_at(column, array->offset + from + rows) - first;
    }
    if (array->n_children != 1 || !array->children) damaged(column, "has no items");
    attach(*column.items, array->children[0], first, items);
  }
  if (column.dictionary) attach(*column.dictionary, array->dictionary, 0, array->dictionary ? array->dictionary->length : 0);
}

double half(std::uint16_t bits) {
  const double sign = (bits & 0x8000U) != 0 ? -1.0 : 1.0;
  const int exponent = bits >> 10 & 0x1F;
  const double fraction = bits & 0x3FFU;
  if (exponent == 31) return fraction == 0 ? sign * infinity : std::numeric_limits<double>::quiet_NaN();
  return sign * (exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(fraction + 1024, exponent - 25));
}

std::string_view view_at(const ArrowColumn& column, std::int64_t i) {
  const ArrowArray& array = *column.array;
  const char* const view = static_cast<const char*>(array.buffers[1]) + i * 16;
  const auto length = number_at<std::int32_t>(view, 0);
  if (length < 0) damaged(column, "has a text shorter than 0");
  if (length <= 12) return {view + 4, static_cast<std::size_t>(length)};
  const auto buffer = number_at<std::int32_t>(view, 2), from = number_at<std::int32_t>(view, 3);
  const std::int64_t buffers = array.n_buffers - 3;   // between the views and the lengths
  if (buffer < 0 || buffer >= buffers || from < 0) damaged(column, "has a text outside of its buffers");
  if (std::int64_t{from} + length > number_at<std::int64_t>(array.buffers[array.n_buffers - 1], buffer) || !array.buffers[2 + buffer])
    damaged(column, "has a text outside of its buffers");
  return {static_cast<const char*>(array.buffers[2 + buffer]) + from, static_cast<std::size_t>(length)};
}

std::int64_t floored(std::int64_t value, std::int64_t per_second) { return value / per_second - (value % per_second < 0 ? 1 : 0); }

}  // namespace

ArrowValue ArrowColumn::at(std::int64_t row) const {
  const std::int64_t i = array->offset + row;
  if (type == Type::nothing) return {};
  if (array->null_count != 0 && array->buffers[0]) {
    const auto byte = static_cast<const std::uint8_t*>(array->buffers[0])[i / 8];
    if ((byte >> (i % 8) & 1) == 0) return {};
  }
  const void* const values = array->n_buffers > 1 ? array->buffers[1] : nullptr;
  std::int64_t whole = 0;
  switch (type) {
    case Type::nothing: return {};
    case Type::truth: return (static_cast<const std::uint8_t*>(values)[i / 8] >> (i % 8) & 1) == 1;
    case Type::i8: whole = number_at<std::int8_t>(values, i); break;
    case Type::u8: whole = number_at<std::uint8_t>(values, i); break;
    case Type::i16: whole = number_at<std::int16_t>(values, i); break;
    case Type::u16: whole = number_at<std::uint16_t>(values, i); break;
    case Type::i32: whole = number_at<std::int32_t>(values, i); break;
    case Type::u32: whole = number_at<std::uint32_t>(values, i); break;
    case Type::i64: whole = number_at<std::int64_t>(values, i); break;
    case Type::u64: {
      const auto number = number_at<std::uint64_t>(values, i);
      if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        throw Error(Errc::invalid_argument, fmt::format("an integer must fit into 64 bits with its sign, got {}", number));
      whole = static_cast<std::int64_t>(number);
      break;
    }
    case Type::f16: return half(number_at<std::uint16_t>(values, i));
    case Type::f32: return static_cast<double>(number_at<float>(values, i));
    case Type::f64: return number_at<double>(values, i);
    case Type::text:
    case Type::large_text: {
      const std::int64_t begin = end_at(*this, i), end = end_at(*this, i + 1);
      if (begin == end) return std::string_view();
      return std::string_view(static_cast<const char*>(array->buffers[2]) + begin, static_cast<std::size_t>(end - begin));
    }
    case Type::text_view: return view_at(*this, i);
    case Type::time32: return ArrowTime{number_at<std::int32_t>(values, i) * seconds_per_unit};
    case Type::time64: return ArrowTime{floored(number_at<std::int64_t>(values, i), per_second)};
    case Type::list:
    case Type::large_list: return ArrowList(items.get(), end_at(*this, i), end_at(*this, i + 1));
    case Type::fixed_list: return ArrowList(items.get(), i * list_size, (i + 1) * list_size);
  }
  if (!dictionary) return whole;
  if (whole < 0 || whole >= dictionary->array->length)
    damaged(*this, fmt::format("has place {} in a dictionary of {}", whole, dictionary->array->length));
  return dictionary->at(whole);
}

}  // namespace detail

ArrowValue ArrowList::operator[](std::size_t i) const {
  if (i >= size()) throw Error(Errc::invalid_argument, fmt::format("item {} of a list of {}", i, size()));
  return column_->at(from_ + static_cast<std::int64_t>(i));
}

struct ArrowReader::Data {
  ArrowArrayStream stream{};
  ArrowArray batch{};
  bool is_table = true;                    // or a single column
  std::vector<std::string> names;
  std::vector<detail::ArrowColumn> columns;

  Data() = default;
  Data(const Data&) = delete;
  Data& operator=(const Data&) = delete;
  ~Data() {
    release_if_held(&batch);
    release_if_held(&stream);
  }
  /// Points the columns at the batch.
  void attach() {
    if (!is_table) return detail::attach(columns[0], &batch, 0, batch.length);
    constexpr std::int64_t most = std::int64_t{1} << 60;
    if (batch.n_children != static_cast<std::int64_t>(columns.size()) || batch.length < 0 || batch.length > most || batch.offset < 0 ||
        batch.offset > most || (batch.n_children > 0 && !batch.children))
      throw Error(Errc::corrupt_data,
                  fmt::format("an Arrow stream has a batch of {} columns where its schema says {}", batch.n_children, columns.size()));
    if (batch.null_count != 0 && batch.n_buffers > 0 && batch.buffers && batch.buffers[0])
      for (std::int64_t row = batch.offset; row < batch.offset + batch.length; ++row)
        if ((static_cast<const std::uint8_t*>(batch.buffers[0])[row / 8] >> (row % 8) & 1) == 0)
          throw Error(Errc::corrupt_data, "an Arrow stream has a batch with rows that are null as a whole");
    for (std::size_t i = 0; i < columns.size(); ++i) detail::attach(columns[i], batch.children[i], batch.offset, batch.length);
  }
  void check(int status, const char* what) {
    if (status == 0) return;
    const char* const said = stream.get_last_error ? stream.get_last_error(&stream) : nullptr;
    throw Error(Errc::io, fmt::format("an Arrow stream could not give its {}: {}", what, said ? said : std::strerror(status)));
  }
};

ArrowReader::ArrowReader(ArrowArrayStream* stream) : data_(std::make_unique<Data>()) {
  if (!stream || !stream->release) throw Error(Errc::invalid_argument, "this Arrow stream was read already, or never made");
  data_->stream = *stream;
  stream->release = nullptr;
  ArrowSchema schema{};
  struct Guard {
    ArrowSchema* schema;
    ~Guard() { release_if_held(schema); }
  } const guard{&schema};
  const int status = data_->stream.get_schema(&data_->stream, &schema);
  if (status != 0) schema = {};   // what a failed call left is not looked at
  data_->check(status, "schema");
  data_->is_table = schema.format && std::string_view(schema.format) == "+s";
  if (!data_->is_table) {
    data_->names.emplace_back();
    data_->columns.push_back(detail::read_schema(schema, ""));
    return;
  }
  if (schema.n_children > 0 && !schema.children) throw Error(Errc::corrupt_data, "an Arrow stream has columns without schemas");
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    const ArrowSchema* const child = schema.children[i];
    if (!child) throw Error(Errc::corrupt_data, "an Arrow stream has a column without a schema");
    data_->names.emplace_back(child->name ? child->name : "");
    data_->columns.push_back(detail::read_schema(*child, data_->names.back()));
  }
}
ArrowReader::ArrowReader(ArrowReader&&) noexcept = default;
ArrowReader& ArrowReader::operator=(ArrowReader&&) noexcept = default;
ArrowReader::~ArrowReader() = default;

const std::vector<std::string>& ArrowReader::names() const noexcept { return data_->names; }

bool ArrowReader::next_batch() {
  Data& data = *data_;
  release_if_held(&data.batch);
  data.batch = {};
  ArrowArray batch{};
  data.check(data.stream.get_next(&data.stream, &batch), "next batch");   // what a failed call left is not looked at
  if (!batch.release) return false;
  data.batch = batch;
  try {
    data.attach();
  } catch (...) {   // then there is no batch, and no column that points into one
    release_if_held(&data.batch);
    data.batch = {};
    throw;
  }
  return true;
}

std::size_t ArrowReader::row_count() const noexcept { return static_cast<std::size_t>(data_->batch.length); }

ArrowValue ArrowReader::value(std::size_t row, std::size_t column) const {
  if (row >= row_count() || column >= data_->columns.size())
    throw Error(Errc::invalid_argument,
                fmt::format("cell ({}, {}) of a batch of {} rows and {} columns", row, column, row_count(), data_->columns.size()));
  const detail::ArrowColumn& cells = data_->columns[column];
  return cells.at(cells.from + static_cast<std::int64_t>(row));
}

std::optional<Key> ArrowReader::key(std::size_t row, std::size_t column) const {
  const ArrowValue cell = value(row, column);
  if (std::holds_alternative<std::monostate>(cell)) return std::nullopt;
  if (const auto* text = std::get_if<std::string_view>(&cell)) return Key(*text);
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return Key(*number);
  throw Error(Errc::invalid_argument, fmt::format("column '{}' must hold text or whole numbers to give keys", data_->names[column]));
}

}  // namespace v0
}  // namespace hobnob
