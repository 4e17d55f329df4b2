// Records that a form's schema allows, from a seed: full, sparse and strange ones.
#pragma once

#include <functional>
#include <random>
#include <string>
#include <string_view>

#include "engine/base/json.h"

namespace hocba::forms {

/// How a record as a whole is filled.
enum class Mood { plain, sparse, full, long_words, capitals, minority };
constexpr int moods = 6;

/// Knows JSON Schema draft 7 as far as the forms use it; throws std::runtime_error for what it does not know,
/// so that a new form cannot be covered by accident.
class RecordMaker {
  public:
    /// `schema` with its definitions filled in. std::mt19937 is the same everywhere, std's distributions are
    /// not.
    RecordMaker(const Json& schema, unsigned seed);

    Json make() { return value(schema_); }
    Mood mood() const { return mood_; }

  private:
    Json value(const Json& schema);
    Json object(const Json& schema);
    Json array(const Json& schema);
    Json text(const Json& schema);
    Json number(const Json& schema, bool is_whole);
    std::string words(std::size_t least, std::size_t most);
    std::string word();
    std::string day();

    int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
    int between(int least, int most) { return least + below(most - least + 1); }

    const Json& schema_;
    std::mt19937 random_;
    Mood mood_;
    int texts_ = 0;               // so far: each begins with its number, so that no two are alike
    std::size_t characters_ = 0;  // of all texts
    int items_ = 0;               // of all lists
};

/// A text that matches "^[0-9a-f]{8}-4[0-9]{3}$": characters and classes, each with a count. `below(n)` picks
/// one of n. Throws std::runtime_error for other patterns.
std::string matching(std::string_view pattern, const std::function<int(int)>& below);

}  // namespace hocba::forms
