// Streams that are built here by hand from the specification, so that the reader is not judged by the writer, and the other way round.
#include "hobnob/interop/arrow.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstring>
#include <deque>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "hobnob/core/error.hpp"
#include "hobnob/core/random.hpp"

namespace hobnob {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// One column as the specification lays it out. A test says what lies in the buffers; `built` counts what is not yet released.
struct Raw {
  std::string format, name;
  std::int64_t length = 0, null_count = 0, offset = 0;
  std::vector<std::vector<std::uint8_t>> buffers;
  std::vector<bool> missing_buffers;   // given as a null pointer
  std::vector<Raw> children;
  std::shared_ptr<Raw> dictionary;
};

int built = 0;

template <class... Numbers>
std::vector<std::uint8_t> bytes(Numbers... numbers) {
  std::vector<std::uint8_t> all;
  const auto add = [&](const auto& number) {
    std::array<std::uint8_t, sizeof number> raw{};
    std::memcpy(raw.data(), &number, sizeof number);
    for (const std::uint8_t byte : raw) all.push_back(byte);
  };
  (add(numbers), ...);
  return all;
}
std::vector<std::uint8_t> letters(std::string_view text) { return {text.begin(), text.end()}; }

struct HeldSchema {
  Raw raw;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
  ArrowSchema dictionary{};
};
void build(const Raw& raw, ArrowSchema* out) {
  auto held = std::make_unique<HeldSchema>();
  held->raw = raw;
  held->children.resize(raw.children.size());
  for (std::size_t i = 0; i < raw.children.size(); ++i) build(raw.children[i], &held->children[i]), held->pointers.push_back(&held->children[i]);
  *out = {};
  if (raw.dictionary) build(*raw.dictionary, &held->dictionary), out->dictionary = &held->dictionary;
  out->format = held->raw.format.c_str(), out->name = held->raw.name.c_str();
  out->n_children = static_cast<std::int64_t>(held->pointers.size()), out->children = held->pointers.data();
  out->private_data = held.release();
  ++built;
  out->release = [](ArrowSchema* schema) {
    const std::unique_ptr<HeldSchema> going(static_cast<HeldSchema*>(schema->private_data));
    for (ArrowSchema& child : going->children) child.release(&child);
    if (going->dictionary.release) going->dictionary.release(&going->dictionary);
    schema->release = nullptr;
    --built;
  };
}

struct HeldArray {
  Raw raw;
  std::vector<const void*> buffers;
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
  ArrowArray dictionary{};
};
void build(const Raw& raw, ArrowArray* out) {
  auto held = std::make_unique<HeldArray>();
  held->raw = raw;
  held->children.resize(raw.children.size());
  for (std::size_t i = 0; i < raw.children.size(); ++i) build(raw.children[i], &held->children[i]), held->pointers.push_back(&held->children[i]);
  for (std::size_t i = 0; i < held->raw.buffers.size(); ++i)
    held->buffers.push_back(i < raw.missing_buffers.size() && raw.missing_buffers[i] ? nullptr : held->raw.buffers[i].data());
  *out = {};
  if (raw.dictionary) build(*raw.dictionary, &held->dictionary), out->dictionary = &held->dictionary;
  out->length = raw.length, out->null_count = raw.null_count, out->offset = raw.offset;
  out->n_buffers = static_cast<std::int64_t>(held->buffers.size()), out->buffers = held->buffers.data();
  out->n_children = static_cast<std::int64_t>(held->pointers.size()), out->children = held->pointers.data();
  out->private_data = held.release();
  ++built;
  out->release = [](ArrowArray* array) {
    const std::unique_ptr<HeldArray> going(static_cast<HeldArray*>(array->private_data));
    for (ArrowArray& child : going->children) child.release(&child);
    if (going->dictionary.release) going->dictionary.release(&going->dictionary);
    array->release = nullptr;
    --built;
  };
}

/// A stream of batches; `fails`: the batch after the last is an error with this text.
struct HeldStream {
  Raw schema;
  std::vector<Raw> batches;
  std::size_t next = 0;
  std::string fails;
};
ArrowArrayStream stream_of(Raw schema, std::vector<Raw> batches, std::string fails = "") {
  ArrowArrayStream stream{};
  stream.private_data = new HeldStream{std::move(schema), std::move(batches), 0, std::move(fails)};
  ++built;
  stream.get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
    build(static_cast<HeldStream*>(self->private_data)->schema, out);
    return 0;
  };
  stream.get_next = [](ArrowArrayStream* self, ArrowArray* out) {
    auto& held = *static_cast<HeldStream*>(self->private_data);
    *out = {};
    if (held.next == held.batches.size()) return held.fails.empty() ? 0 : 5;
    build(held.batches[held.next++], out);
    return 0;
  };
  stream.get_last_error = [](ArrowArrayStream* self) -> const char* { return static_cast<HeldStream*>(self->private_data)->fails.c_str(); };
  stream.release = [](ArrowArrayStream* self) {
    const std::unique_ptr<HeldStream> going(static_cast<HeldStream*>(self->private_data));
    self->release = nullptr;
    --built;
  };
  return stream;
}

Raw table_of(std::vector<Raw> columns, std::int64_t rows, std::int64_t offset = 0) {
  return {"+s", "", rows, 0, offset, {{}}, {true}, std::move(columns), {}};
}

/// All cells of a stream of one column.
std::vector<ArrowValue> cells_of(const Raw& column, std::int64_t rows, std::int64_t offset = 0) {
  ArrowArrayStream stream = stream_of(table_of({column}, 0), {table_of({column}, rows, offset)});
  ArrowReader reader(&stream);
  std::vector<ArrowValue> cells;
  EXPECT_TRUE(reader.next_batch());
  for (std::size_t row = 0; row < reader.row_count(); ++row) cells.push_back(reader.value(row, 0));
  // Text lies in the batch: what is compared must be looked at while that is there.
  static std::deque<std::string> kept;
  for (ArrowValue& cell : cells)
    if (auto* text = std::get_if<std::string_view>(&cell)) kept.emplace_back(*text), *text = kept.back();
  return cells;
}

std::string refusal(const Raw& column, std::int64_t rows) {
  try {
    (void)cells_of(column, rows);
  } catch (const Error& error) { return std::string(name_of(error.code())) + ": " + error.what(); }
  return "";
}

class ArrowReaderTest : public testing::Test {
 protected:
  void SetUp() override { built = 0; }
  void TearDown() override { EXPECT_EQ(built, 0) << "released too often, or never"; }
};

TEST_F(ArrowReaderTest, WholeNumbersOfEveryWidth) {
  const auto column = [](const char* format, std::vector<std::uint8_t> values) {
    return Raw{format, "n", 2, 0, 0, {{}, std::move(values)}, {true}, {}, {}};
  };
  using Whole = std::vector<ArrowValue>;
  EXPECT_EQ(cells_of(column("c", bytes(std::int8_t{-128}, std::int8_t{7})), 2), (Whole{std::int64_t{-128}, std::int64_t{7}}));
  EXPECT_EQ(cells_of(column("C", bytes(std::uint8_t{255}, std::uint8_t{0})), 2), (Whole{std::int64_t{255}, std::int64_t{0}}));
  EXPECT_EQ(cells_of(column("s", bytes(std::int16_t{-3}, std::int16_t{4})), 2), (Whole{std::int64_t{-3}, std::int64_t{4}}));
  EXPECT_EQ(cells_of(column("S", bytes(std::uint16_t{65535}, std::uint16_t{4})), 2), (Whole{std::int64_t{65535}, std::int64_t{4}}));
  EXPECT_EQ(cells_of(column("i", bytes(std::int32_t{-3}, std::int32_t{4})), 2), (Whole{std::int64_t{-3}, std::int64_t{4}}));
  EXPECT_EQ(cells_of(column("I", bytes(std::uint32_t{4'000'000'000U}, std::uint32_t{4})), 2), (Whole{std::int64_t{4'000'000'000}, std::int64_t{4}}));
  EXPECT_EQ(cells_of(column("l", bytes(std::numeric_limits<std::int64_t>::min(), std::int64_t{4})), 2),
            (Whole{std::numeric_limits<std::int64_t>::min(), std::int64_t{4}}));
  EXPECT_EQ(cells_of(column("L", bytes(std::uint64_t{9}, std::uint64_t{0x7FFF'FFFF'FFFF'FFFF})), 2),
            (Whole{std::int64_t{9}, std::numeric_limits<std::int64_t>::max()}));
  EXPECT_THAT(refusal(column("L", bytes(std::uint64_t{9}, std::uint64_t{1} << 63U)), 2), HasSubstr("9223372036854775808"));
}

TEST_F(ArrowReaderTest, FractionsAndTruths) {
  const std::vector<ArrowValue> halves = cells_of(
      {"e", "h", 4, 0, 0, {{}, bytes(std::uint16_t{0x3C00}, std::uint16_t{0xC000}, std::uint16_t{0x0001}, std::uint16_t{0x7BFF})}, {true}, {}, {}},
      4);
  EXPECT_EQ(halves, (std::vector<ArrowValue>{1.0, -2.0, std::ldexp(1.0, -24), 65504.0}));
  EXPECT_EQ(cells_of({"f", "f", 1, 0, 0, {{}, bytes(0.1F)}, {true}, {}, {}}, 1), (std::vector<ArrowValue>{double{0.1F}}));
  EXPECT_EQ(cells_of({"g", "g", 1, 0, 0, {{}, bytes(0.1)}, {true}, {}, {}}, 1), (std::vector<ArrowValue>{0.1}));
  EXPECT_EQ(cells_of({"b", "b", 3, 0, 0, {{}, {0b101}}, {true}, {}, {}}, 3), (std::vector<ArrowValue>{true, false, true}));
  EXPECT_EQ(cells_of({"n", "n", 2, 2, 0, {}, {}, {}, {}}, 2), (std::vector<ArrowValue>{std::monostate(), std::monostate()}));
}

TEST_F(ArrowReaderTest, NullsAndOffsets) {
  // Five numbers of which the second and fourth are null; the array begins at the second, the batch one later.
  const Raw column{"i", "n", 4, -1, 1, {{0b10101}, bytes(1, 2, 3, 4, 5)}, {}, {}, {}};
  EXPECT_EQ(cells_of(column, 3, 1), (std::vector<ArrowValue>{std::int64_t{3}, std::monostate(), std::int64_t{5}}));
}

TEST_F(ArrowReaderTest, TextOfEveryKind) {
  const std::vector<ArrowValue> wanted{std::string_view("ana"), std::string_view(), std::string_view("bö")};
  EXPECT_EQ(cells_of({"u", "t", 3, 0, 0, {{}, bytes(0, 3, 3, 6), letters("anab\xC3\xB6")}, {true}, {}, {}}, 3), wanted);
  const auto large = bytes(std::int64_t{0}, std::int64_t{3}, std::int64_t{3}, std::int64_t{6});
  EXPECT_EQ(cells_of({"U", "t", 3, 0, 0, {{}, large, letters("anab\xC3\xB6")}, {true}, {}, {}}, 3), wanted);

  std::vector<std::uint8_t> views = bytes(std::int32_t{3});
  for (const char c : std::string_view("ana\0\0\0\0\0\0\0\0\0", 12)) views.push_back(static_cast<std::uint8_t>(c));
  const std::string longer = "a text of more than twelve bytes";
  for (const std::uint8_t byte : bytes(static_cast<std::int32_t>(longer.size()))) views.push_back(byte);
  for (const char c : std::string_view("a te")) views.push_back(static_cast<std::uint8_t>(c));
  for (const std::uint8_t byte : bytes(std::int32_t{0}, std::int32_t{2})) views.push_back(byte);
  const Raw view{"vu", "t", 2, 0, 0, {{}, views, letters("--" + longer), bytes(static_cast<std::int64_t>(longer.size() + 2))}, {true}, {}, {}};
  EXPECT_EQ(cells_of(view, 2), (std::vector<ArrowValue>{std::string_view("ana"), std::string_view(longer)}));
  Raw beyond = view;
  beyond.buffers[3] = bytes(static_cast<std::int64_t>(longer.size() + 1));
  EXPECT_THAT(refusal(beyond, 2), HasSubstr("corrupt_data: column 't' of an Arrow stream: has a text outside of its buffers"));
}

TEST_F(ArrowReaderTest, DictionariesAndLists) {
  Raw words{"u", "", 2, 0, 0, {{}, bytes(0, 2, 5), letters("bokim")}, {true}, {}, {}};
  Raw places{"C", "d", 3, 1, 0, {{0b101}, {1, 0, 0}}, {}, {}, std::make_shared<Raw>(words)};
  EXPECT_EQ(cells_of(places, 3), (std::vector<ArrowValue>{std::string_view("kim"), std::monostate(), std::string_view("bo")}));
  places.buffers[1][2] = 2;
  EXPECT_THAT(refusal(places, 3), HasSubstr("has place 2 in a dictionary of 2"));

  const Raw items{"l", "item", 4, 0, 0, {{}, bytes(std::int64_t{1}, std::int64_t{2}, std::int64_t{3}, std::int64_t{4})}, {true}, {}, {}};
  for (const bool large : {false, true}) {
    const auto ends = large ? bytes(std::int64_t{0}, std::int64_t{3}, std::int64_t{3}, std::int64_t{4}) : bytes(0, 3, 3, 4);
    const Raw list{large ? "+L" : "+l", "x", 3, 0, 0, {{}, ends}, {true}, {items}, {}};
    ArrowArrayStream stream = stream_of(table_of({list}, 0), {table_of({list}, 3)});
    ArrowReader reader(&stream);
    ASSERT_TRUE(reader.next_batch());
    std::vector<std::size_t> sizes;
    for (std::size_t row = 0; row < 3; ++row) sizes.push_back(std::get<ArrowList>(reader.value(row, 0)).size());
    EXPECT_THAT(sizes, ElementsAre(3, 0, 1));
    EXPECT_EQ(std::get<ArrowList>(reader.value(2, 0))[0], ArrowValue(std::int64_t{4}));
    EXPECT_THROW((void)std::get<ArrowList>(reader.value(2, 0))[1], Error);
  }
  const Raw pairs{"+w:2", "x", 2, 0, 0, {{}}, {true}, {items}, {}};
  ArrowArrayStream stream = stream_of(table_of({pairs}, 0), {table_of({pairs}, 2)});
  ArrowReader reader(&stream);
  ASSERT_TRUE(reader.next_batch());
  EXPECT_EQ(std::get<ArrowList>(reader.value(1, 0))[0], ArrowValue(std::int64_t{3}));
}

TEST_F(ArrowReaderTest, TimesAreFlooredToSeconds) {
  const auto time = [](const char* format, std::vector<std::uint8_t> values) {
    return std::get<ArrowTime>(cells_of({format, "t", 1, 0, 0, {{}, std::move(values)}, {true}, {}, {}}, 1)[0]).seconds;
  };
  EXPECT_EQ(time("tss:", bytes(std::int64_t{-5})), -5);
  EXPECT_EQ(time("tsm:UTC", bytes(std::int64_t{-1})), -1);
  EXPECT_EQ(time("tsu:Europe/Berlin", bytes(std::int64_t{1'999'999})), 1);
  EXPECT_EQ(time("tsn:", bytes(std::int64_t{2'000'000'000})), 2);
  EXPECT_EQ(time("tdD", bytes(std::int32_t{-1})), -86'400);
  EXPECT_EQ(time("tdm", bytes(std::int64_t{86'400'000})), 86'400);
}

TEST_F(ArrowReaderTest, SeveralBatchesNamesAndErrors) {
  const Raw column{"l", "who", 1, 0, 0, {{}, bytes(std::int64_t{7})}, {true}, {}, {}};
  const Raw empty{"l", "who", 0, 0, 0, {{}, {}}, {true, true}, {}, {}};
  ArrowArrayStream stream =
      stream_of(table_of({column}, 0), {table_of({column}, 1), table_of({empty}, 0), table_of({column}, 1)}, "the disk is gone");
  ArrowReader reader(&stream);
  EXPECT_EQ(stream.release, nullptr) << "it is taken over";
  EXPECT_THAT(reader.names(), ElementsAre("who"));
  EXPECT_EQ(reader.row_count(), 0U);
  ASSERT_TRUE(reader.next_batch());
  EXPECT_EQ(reader.key(0, 0), Key(7));
  EXPECT_THROW((void)reader.value(1, 0), Error);
  EXPECT_THROW((void)reader.value(0, 1), Error);
  ASSERT_TRUE(reader.next_batch());
  EXPECT_EQ(reader.row_count(), 0U);
  ASSERT_TRUE(reader.next_batch());
  try {
    reader.next_batch();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Errc::io);
    EXPECT_THAT(error.what(), HasSubstr("the disk is gone"));
  }
  EXPECT_THROW(ArrowReader{&stream}, Error) << "what is released cannot be read again";
}

TEST_F(ArrowReaderTest, ASingleColumnIsATableWithoutANameForIt) {
  const Raw column{"l", "who", 2, 0, 1, {{}, bytes(std::int64_t{6}, std::int64_t{7}, std::int64_t{8})}, {true}, {}, {}};
  ArrowArrayStream stream = stream_of(column, {column});
  ArrowReader reader(&stream);
  EXPECT_THAT(reader.names(), ElementsAre(""));
  ASSERT_TRUE(reader.next_batch());
  ASSERT_EQ(reader.row_count(), 2U);
  EXPECT_EQ(reader.key(1, 0), Key(8));
  EXPECT_FALSE(reader.next_batch());
}

TEST_F(ArrowReaderTest, ABatchThatIsRefusedLeavesNothingToRead) {
  const Raw good{"l", "a", 2, 0, 0, {{}, bytes(std::int64_t{1}, std::int64_t{2})}, {true}, {}, {}};
  Raw bad = good;
  bad.buffers.pop_back();
  ArrowArrayStream stream = stream_of(table_of({good, good}, 0), {table_of({good, good}, 2), table_of({bad, good}, 2), table_of({good, good}, 1)});
  ArrowReader reader(&stream);
  ASSERT_TRUE(reader.next_batch());
  EXPECT_THROW(reader.next_batch(), Error);
  EXPECT_EQ(reader.row_count(), 0U);
  EXPECT_THROW((void)reader.value(0, 1), Error);
  ASSERT_TRUE(reader.next_batch()) << "the stream itself goes on";
  EXPECT_EQ(reader.row_count(), 1U);
}

/// What lies outside of the batch is not looked at: an array that many batches share is not checked as often, and an empty one needs no ends.
TEST_F(ArrowReaderTest, OnlyTheRowsOfABatchAreLookedAt) {
  const Raw shared{"u", "t", 3, 0, 0, {{}, bytes(9, 0, 3, -1), letters("ana")}, {true}, {}, {}};
  EXPECT_EQ(cells_of(shared, 1, 1), (std::vector<ArrowValue>{std::string_view("ana")}));
  EXPECT_THAT(refusal(shared, 1), HasSubstr("has ends that descend"));
  EXPECT_TRUE(cells_of({"u", "t", 0, 0, 0, {{}, {}, {}}, {true, false, true}, {}, {}}, 0).empty());
  const Raw items{"l", "item", 0, 0, 0, {{}, {}}, {true, true}, {}, {}};
  EXPECT_TRUE(cells_of({"+l", "x", 0, 0, 0, {{}, {}}, {true, false}, {items}, {}}, 0).empty());
  // Rows that are null as a whole are no rows, however many the stream says there are.
  const Raw whole{"l", "a", 2, 0, 0, {{}, bytes(std::int64_t{1}, std::int64_t{2})}, {true}, {}, {}};
  for (const std::uint8_t there : {std::uint8_t{0b11}, std::uint8_t{0b10}}) {
    Raw batch = table_of({whole}, 2);
    batch.null_count = -1, batch.buffers = {{there}}, batch.missing_buffers = {};
    ArrowArrayStream stream = stream_of(table_of({whole}, 0), {batch});
    ArrowReader reader(&stream);
    if (there == 0b11) EXPECT_TRUE(reader.next_batch());
    else EXPECT_THROW(reader.next_batch(), Error);
  }
}

TEST_F(ArrowReaderTest, WhatCannotBeIsRefused) {
  const auto two = [](std::int32_t a, std::int32_t b, std::int32_t c) {
    return Raw{"u", "t", 2, 0, 0, {{}, bytes(a, b, c), letters("anabo")}, {true}, {}, {}};
  };
  EXPECT_THAT(refusal(two(0, 5, 3), 2), HasSubstr("has ends that descend"));
  EXPECT_THAT(refusal(two(-1, 3, 5), 2), HasSubstr("has ends below 0"));
  EXPECT_THAT(refusal(two(0, 3, 5), 3), HasSubstr("holds 2 rows where 3 are wanted"));
  EXPECT_THAT(refusal({"l", "n", 1, 0, 0, {{}}, {true}, {}, {}}, 1), HasSubstr("has 1 buffers"));
  EXPECT_THAT(refusal({"l", "n", 1, 0, 0, {{}, {}}, {true, true}, {}, {}}, 1), HasSubstr("has no values"));
  EXPECT_THAT(refusal({"+l", "x", 1, 0, 0, {{}, bytes(0, 1)}, {true}, {Raw{"l", "", 0, 0, 0, {{}, {}}, {true, true}, {}, {}}}, {}}, 1),
              HasSubstr("holds 0 rows where 1 are wanted"));
  for (const char* const format : {"d:10,2", "z", "+r", "w:16", "tdx", "ts", "tsq:", "", "+w:", "+w:9x", "+ud:0"})
    EXPECT_THAT(refusal({format, "odd", 0, 0, 0, {{}, {}}, {}, {}, {}}, 0), HasSubstr("column 'odd' has Arrow type '" + std::string(format)));
  Raw deep{"l", "", 0, 0, 0, {{}, {}}, {}, {}, {}};
  for (int i = 0; i < 100; ++i) deep = Raw{"+l", "deep", 0, 0, 0, {{}, bytes(0)}, {}, {deep}, {}};
  EXPECT_THAT(refusal(deep, 0), HasSubstr("which no field takes"));
}

// --- out -----------------------------------------------------------------------------------------------------------------------------

Table example() {
  return {{{"score", std::vector<double>{0.5, std::numeric_limits<double>::quiet_NaN()}},
           {"count", std::vector<std::int64_t>{-1, 3}},
           {"text", std::vector<std::string>{"", "bö"}},
           {"who", std::vector<Key>{Key("ana"), Key("kim")}},
           {"number", std::vector<Key>{Key(1), Key(-2)}},
           {"through", std::vector<std::vector<Key>>{{}, {Key("bo"), Key("cy")}}},
           {"numbers", std::vector<std::vector<Key>>{{Key(5)}, {}}}}};
}

TEST(ExportTable, IsLaidOutAsSpecified) {
  ArrowArrayStream stream;
  export_table(example(), &stream);
  ArrowSchema schema{};
  ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
  ASSERT_EQ(schema.n_children, 7);
  std::vector<std::string> formats, names;
  for (int i = 0; i < 7; ++i) formats.emplace_back(schema.children[i]->format), names.emplace_back(schema.children[i]->name);
  EXPECT_THAT(formats, ElementsAre("g", "l", "u", "u", "l", "+l", "+l"));
  EXPECT_THAT(names, ElementsAre("score", "count", "text", "who", "number", "through", "numbers"));
  EXPECT_STREQ(schema.children[5]->children[0]->format, "u");
  EXPECT_STREQ(schema.children[6]->children[0]->format, "l");
  EXPECT_EQ(schema.children[0]->flags & ARROW_FLAG_NULLABLE, 0);

  ArrowArray batch{}, end{};
  ASSERT_EQ(stream.get_next(&stream, &batch), 0);
  ASSERT_EQ(stream.get_next(&stream, &end), 0);
  EXPECT_EQ(end.release, nullptr) << "one batch, then the end";
  stream.release(&stream);
  schema.release(&schema);
  // What was taken outlives the stream, and a child outlives its parent when it is moved away.
  ArrowArray through = *batch.children[5];
  batch.children[5]->release = nullptr;
  EXPECT_EQ(batch.length, 2);
  EXPECT_EQ(static_cast<const double*>(batch.children[0]->buffers[1])[0], 0.5);
  EXPECT_TRUE(std::isnan(static_cast<const double*>(batch.children[0]->buffers[1])[1]));
  EXPECT_EQ(static_cast<const std::int64_t*>(batch.children[1]->buffers[1])[1], 3);
  EXPECT_EQ(std::string(static_cast<const char*>(batch.children[3]->buffers[2]), 6), "anakim");
  EXPECT_EQ(static_cast<const std::int64_t*>(batch.children[4]->buffers[1])[1], -2);
  batch.release(&batch);
  EXPECT_EQ(batch.release, nullptr);
  const auto* const ends = static_cast<const std::int32_t*>(through.buffers[1]);
  EXPECT_THAT(std::vector(ends, ends + 3), ElementsAre(0, 0, 2));
  EXPECT_EQ(std::string(static_cast<const char*>(through.children[0]->buffers[2]), 4), "bocy");
  through.release(&through);
}

TEST(ExportTable, ColumnsOfUnequalLengthAreRefused) {
  const Table table{{{"a", std::vector<double>{1, 2}}, {"b", std::vector<std::int64_t>{1}}}};
  ArrowArrayStream stream{};
  ArrowSchema schema{};
  EXPECT_THROW(export_table(table, &stream), Error);
  EXPECT_THROW(export_schema(table, &schema), Error);
  EXPECT_EQ(stream.release, nullptr);
}

TEST(ExportTable, NumbersAreNotCopied) {
  Table table = example();
  const double* const scores = std::get<std::vector<double>>(table.columns[0].values).data();
  ArrowArrayStream stream;
  export_table(std::move(table), &stream);
  ArrowArray batch{};
  ASSERT_EQ(stream.get_next(&stream, &batch), 0);
  EXPECT_EQ(batch.children[0]->buffers[1], scores);
  stream.release(&stream);
  batch.release(&batch);
}

TEST(ExportTable, LargeTextOnRequest) {
  ArrowSchema wish{};
  export_schema(example(), &wish);
  ArrowSchema* const text = wish.children[2];
  const char* const was = std::exchange(text->format, "U");
  ArrowArrayStream stream;
  export_table(example(), &stream, &wish);
  text->format = was;
  wish.release(&wish);
  ArrowSchema schema{};
  ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
  EXPECT_STREQ(schema.children[2]->format, "U");
  EXPECT_STREQ(schema.children[3]->format, "u");
  schema.release(&schema);
  ArrowArray batch{};
  ASSERT_EQ(stream.get_next(&stream, &batch), 0);
  EXPECT_EQ(static_cast<const std::int64_t*>(batch.children[2]->buffers[1])[2], 3);
  batch.release(&batch);
  stream.release(&stream);
}

/// Every table that is streamed reads back cell by cell: 200 random ones, also without rows.
TEST(ExportTable, ReadsBack) {
  for (std::uint64_t world = 0; world < 200; ++world) {
    Stream random(17, world);
    const std::size_t rows = random.below(20);
    const bool text = random.below(2) == 0;
    const auto key = [&] {
      const auto number = static_cast<std::int64_t>(random.below(1000));
      return text ? Key(std::string(random.below(20), 'x') + std::to_string(number)) : Key(number);
    };
    std::vector<double> doubles;
    std::vector<std::int64_t> integers;
    std::vector<std::string> texts;
    std::vector<Key> keys;
    std::vector<std::vector<Key>> lists;
    for (std::size_t row = 0; row < rows; ++row) {
      doubles.push_back(random.uniform());
      integers.push_back(static_cast<std::int64_t>(random.below(1000)) - 500);
      texts.emplace_back(random.below(5), 'y');
      keys.push_back(key());
      lists.emplace_back();
      for (std::uint64_t i = random.below(4); i > 0; --i) lists.back().push_back(key());
    }
    ArrowArrayStream stream;
    export_table({{{"d", doubles}, {"i", integers}, {"t", texts}, {"k", keys}, {"l", lists}}}, &stream);
    ArrowReader reader(&stream);
    ASSERT_TRUE(reader.next_batch());
    ASSERT_EQ(reader.row_count(), rows);
    for (std::size_t row = 0; row < rows; ++row) {
      ASSERT_EQ(reader.value(row, 0), ArrowValue(doubles[row]));
      ASSERT_EQ(reader.value(row, 1), ArrowValue(integers[row]));
      ASSERT_EQ(reader.value(row, 2), ArrowValue(std::string_view(texts[row])));
      ASSERT_EQ(reader.key(row, 3), keys[row]);
      const auto list = std::get<ArrowList>(reader.value(row, 4));
      ASSERT_EQ(list.size(), lists[row].size());
      for (std::size_t i = 0; i < list.size(); ++i) {
        const ArrowValue cell = list[i];
        if (text) ASSERT_EQ(std::get<std::string_view>(cell), lists[row][i].text());
        else ASSERT_EQ(std::get<std::int64_t>(cell), lists[row][i].number());
      }
    }
    ASSERT_FALSE(reader.next_batch());
  }
}

}  // namespace
}  // namespace hobnob
