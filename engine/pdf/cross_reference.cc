#include "engine/pdf/cross_reference.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/pdf/deflate.h"
#include "engine/pdf/dictionary.h"

namespace hocba::pdf {
namespace {

constexpr std::size_t kMostTable = 1 << 26;
constexpr int kMostRevisions = 256;
constexpr std::uint64_t kMostObjects = 10'000'000;

tl::unexpected<Error> foreign(std::string where) {
    return fail(
        Fault::document, std::move(where),
        {"Tệp không phải do hocba lập, hoặc đã bị hỏng.", "not a file that hocba wrote, or a damaged one"},
        {"Hãy dùng đúng tệp đã được lập.", "use the file as it was issued"});
}

std::uint64_t integer_at(std::string_view dictionary, std::string_view key, std::uint64_t otherwise) {
    const auto value = value_of(dictionary, key);
    const auto numbers = value ? integers(*value) : std::vector<std::uint64_t>{};
    return numbers.size() == 1 ? numbers.front() : otherwise;
}

/// The object's text after "12 0 obj\n"; nothing if that is not what stands at `offset`.
std::optional<std::string_view> body_at(std::string_view pdf, std::uint64_t offset, int number) {
    if (offset == 0 || offset >= pdf.size()) return std::nullopt;
    const std::string_view text = pdf.substr(offset);
    const std::size_t space = text.substr(0, 12).find(' ');
    if (space == std::string_view::npos || text.substr(space, 7) != " 0 obj\n") return std::nullopt;
    if (number != 0 && text.substr(0, space) != std::to_string(number)) return std::nullopt;
    return text.substr(space + 7);
}

/// Undoes PNG's Up filter.
std::optional<std::string> without_predictor(const std::string& rows, std::size_t columns) {
    if (rows.size() % (columns + 1) != 0) return std::nullopt;
    std::string out, above(columns, '\0');
    for (std::size_t at = 0; at < rows.size(); at += columns + 1) {
        if (rows[at] != 2) return std::nullopt;
        for (std::size_t i = 0; i < columns; ++i) above[i] = static_cast<char>(above[i] + rows[at + 1 + i]);
        out += above;
    }
    return out;
}

std::optional<std::string> table_rows(std::string_view body, std::string_view dictionary,
                                      std::size_t columns) {
    const std::uint64_t length = integer_at(dictionary, "/Length", 0);
    const std::string_view rest = body.substr(dictionary.size());
    if (rest.substr(0, 8) != "\nstream\n" || length > rest.size() - 8) return std::nullopt;
    const std::string_view data = rest.substr(8, length);
    if (!value_of(dictionary, "/Filter")) return std::string(data);
    const auto rows = inflate(data, kMostTable);
    if (!rows || !value_of(dictionary, "/DecodeParms")) return rows;
    return without_predictor(*rows, columns);
}

struct Widths {
    std::size_t kind = 0, place = 0, index = 0;
    std::size_t all() const { return kind + place + index; }
};

std::optional<Widths> widths_of(std::string_view dictionary) {
    const auto numbers = integers(value_of(dictionary, "/W").value_or(""));
    const bool ours =
        numbers.size() == 3 && numbers[0] == 1 && numbers[1] >= 1 && numbers[1] <= 8 && numbers[2] <= 4;
    if (!ours) return std::nullopt;
    return Widths{numbers[0], numbers[1], numbers[2]};
}

/// Newer sections are read first and win; `known` says which objects they had.
bool take_rows(const std::string& rows, const Widths& widths, const std::vector<std::uint64_t>& sections,
               CrossReference& table, std::vector<bool>& known) {
    std::size_t at = 0;
    for (std::size_t s = 0; s + 1 < sections.size(); s += 2) {
        for (std::uint64_t n = sections[s]; n < sections[s] + sections[s + 1]; ++n, at += widths.all()) {
            if (n >= known.size() || at + widths.all() > rows.size()) return false;
            if (known[n]) continue;
            known[n] = true;
            std::uint64_t place = 0;
            for (std::size_t i = 0; i < widths.place; ++i)
                place = place << 8 | static_cast<unsigned char>(rows[at + widths.kind + i]);
            if (rows[at] == 1) table.places[n] = place;
        }
    }
    return true;
}

/// One cross-reference stream into the table; its dictionary.
std::optional<std::string_view> take_section(std::string_view pdf, std::uint64_t start, CrossReference& table,
                                             std::vector<bool>& known) {
    const auto body = body_at(pdf, start, 0);
    const auto dictionary = body ? dictionary_at(*body) : std::nullopt;
    if (!dictionary || value_of(*dictionary, "/Type") != "/XRef") return std::nullopt;
    const std::uint64_t size = integer_at(*dictionary, "/Size", 0);
    if (size == 0 || size > kMostObjects) return std::nullopt;
    if (known.empty()) known.resize(size);
    table.places.resize(known.size());
    const auto widths = widths_of(*dictionary);
    if (!widths) return std::nullopt;
    const auto rows = table_rows(*body, *dictionary, widths->all());
    auto sections = integers(value_of(*dictionary, "/Index").value_or(""));
    if (sections.empty()) sections = {0, size};
    if (!rows || !take_rows(*rows, *widths, sections, table, known)) return std::nullopt;
    return dictionary;
}

std::uint64_t last_start(std::string_view pdf) {
    constexpr std::string_view word = "startxref\n";
    if (!pdf.ends_with("\n%%EOF\n")) return 0;
    const std::size_t tail = pdf.size() - std::min<std::size_t>(pdf.size(), 64);
    const std::size_t at = pdf.substr(tail).rfind(word);
    if (at == std::string_view::npos) return 0;
    const auto numbers = integers(pdf.substr(tail + at + word.size()));
    return numbers.size() == 1 ? numbers.front() : 0;
}

SignatureField field_from(std::string_view dictionary, int number) {
    SignatureField field;
    field.name = parse_text_string(value_of(dictionary, "/T").value_or("")).value_or("");
    field.object = number;
    field.is_signed = value_of(dictionary, "/V").has_value();
    field.locks = value_of(dictionary, "/Lock").has_value();
    return field;
}

}  // namespace

Result<CrossReference> read_cross_reference(std::string_view pdf) {
    CrossReference table;
    table.start = last_start(pdf);
    std::vector<bool> known;
    std::uint64_t start = table.start, before = pdf.size();
    for (int revision = 0; revision < kMostRevisions && start != 0; ++revision) {
        if (start >= before) return foreign("startxref");  // each /Prev lies further to the front
        const auto dictionary = take_section(pdf, start, table, known);
        if (!dictionary) return foreign(fmt::format("offset {}", start));
        if (table.trailer.empty()) table.trailer = *dictionary;
        before = start;
        start = integer_at(*dictionary, "/Prev", 0);
    }
    if (start != 0 || table.trailer.empty()) return foreign("startxref");
    return table;
}

Result<std::string_view> plain_dictionary(std::string_view pdf, const CrossReference& table, int number) {
    const auto index = static_cast<std::size_t>(number);
    const std::uint64_t place = number > 0 && index < table.places.size() ? table.places[index] : 0;
    const auto body = body_at(pdf, place, number);
    const auto dictionary = body ? dictionary_at(*body) : std::nullopt;
    if (!dictionary) return foreign(fmt::format("object {} 0", number));
    return *dictionary;
}

Result<std::vector<SignatureField>> fields_of(std::string_view pdf, const CrossReference& table) {
    std::vector<SignatureField> fields;
    const auto catalog =
        plain_dictionary(pdf, table, referred(value_of(table.trailer, "/Root").value_or("")));
    if (!catalog) return tl::unexpected(catalog.error());
    const auto form_reference = value_of(*catalog, "/AcroForm");
    if (!form_reference) return fields;
    const auto form = plain_dictionary(pdf, table, referred(*form_reference));
    if (!form) return tl::unexpected(form.error());
    const auto numbers = integers(value_of(*form, "/Fields").value_or(""));
    for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) {
        const int number = numbers[i] < 0x7FFFFFFF ? static_cast<int>(numbers[i]) : 0;
        const auto field = plain_dictionary(pdf, table, number);
        if (!field) return tl::unexpected(field.error());
        fields.push_back(field_from(*field, number));
    }
    return fields;
}

Result<std::vector<SignatureField>> signature_fields(std::string_view pdf) {
    const auto table = read_cross_reference(pdf);
    if (!table) return tl::unexpected(table.error());
    return fields_of(pdf, *table);
}

}  // namespace hocba::pdf
