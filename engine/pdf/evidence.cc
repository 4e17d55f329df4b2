// The document security store of a document of ours: read, and extended by a revision (ISO
// 32000-2, 12.8.4.3).
#include <fmt/format.h>

#include <algorithm>

#include "engine/pdf/deflate.h"
#include "engine/pdf/dictionary.h"
#include "engine/pdf/increment.h"
#include "engine/pdf/locked.h"
#include "engine/pdf/pdf.h"

namespace hocba::pdf {
namespace {

constexpr std::size_t kMostEntry = 64 << 20;

using Bytes = std::vector<std::string>;
using Numbers = std::vector<int>;

/// The three lists of a store.
struct Store {
    int object = 0;  // 0: none yet
    Numbers certificates, ocsps, crls;
};

Numbers references(std::string_view dictionary, std::string_view key) {
    Numbers out;
    const auto numbers = integers(value_of(dictionary, key).value_or(""));
    for (std::size_t i = 0; i + 1 < numbers.size(); i += 2)
        out.push_back(numbers[i] < 0x7FFFFFFF ? static_cast<int>(numbers[i]) : 0);
    return out;
}

Result<Store> store_of(std::string_view pdf, const CrossReference& table, std::string_view catalog) {
    Store store;
    const auto reference = value_of(catalog, "/DSS");
    if (!reference) return store;
    store.object = referred(*reference);
    const auto dictionary = plain_dictionary(pdf, table, store.object);
    if (!dictionary) return tl::unexpected(dictionary.error());
    store.certificates = references(*dictionary, "/Certs");
    store.ocsps = references(*dictionary, "/OCSPs");
    store.crls = references(*dictionary, "/CRLs");
    return store;
}

Result<std::string> stream_at(std::string_view pdf, const CrossReference& table, int number) {
    const auto dictionary = plain_dictionary(pdf, table, number);
    if (!dictionary) return tl::unexpected(dictionary.error());
    const auto behind = static_cast<std::size_t>(dictionary->data() + dictionary->size() - pdf.data());
    constexpr std::string_view word = "\nstream\n";
    const auto length = integers(value_of(*dictionary, "/Length").value_or(""));
    const std::string_view rest = pdf.substr(behind);
    std::optional<std::string> bytes;
    if (rest.starts_with(word) && length.size() == 1 && length[0] <= rest.size() - word.size()) {
        const std::string_view data = rest.substr(word.size(), length[0]);
        bytes = value_of(*dictionary, "/Filter") ? inflate(data, kMostEntry) : std::string(data);
    }
    if (bytes) return *std::move(bytes);
    return fail(Fault::document, fmt::format("object {} 0", number),
                {"Dữ liệu kiểm chứng lâu dài trong tệp bị hỏng.", "evidence in the document is damaged"},
                {"Hãy dùng đúng tệp đã được lập.", "use the file as it was issued"});
}

Result<Bytes> streams(std::string_view pdf, const CrossReference& table, const Numbers& numbers) {
    Bytes out;
    for (const int number : numbers) {
        auto bytes = stream_at(pdf, table, number);
        if (!bytes) return forward(std::move(bytes));
        out.push_back(*std::move(bytes));
    }
    return out;
}

Result<Evidence> evidence_in(std::string_view pdf, const CrossReference& table, const Store& store) {
    auto certificates = streams(pdf, table, store.certificates);
    auto ocsps = streams(pdf, table, store.ocsps);
    auto crls = streams(pdf, table, store.crls);
    for (const auto* list : {&certificates, &ocsps, &crls})
        if (!*list) return tl::unexpected(list->error());
    return Evidence{*std::move(certificates), *std::move(ocsps), *std::move(crls)};
}

std::string stream_body(const std::string& bytes) {
    const std::string packed = deflate(bytes);
    const bool smaller = packed.size() < bytes.size();
    const std::string& data = smaller ? packed : bytes;
    return fmt::format("<<{}/Length {}>>\nstream\n{}\nendstream", smaller ? "/Filter/FlateDecode" : "",
                       data.size(), data);
}

/// Writes what `known` lacks and lists it behind the others.
bool append_new(Increment& increment, const Bytes& wanted, Bytes& known, Numbers& numbers) {
    const std::size_t before = known.size();
    for (const std::string& bytes : wanted) {
        if (std::find(known.begin(), known.end(), bytes) != known.end()) continue;
        known.push_back(bytes);
        numbers.push_back(increment.reserve());
        increment.put(numbers.back(), stream_body(bytes));
    }
    return known.size() > before;
}

std::string list(std::string_view key, const Numbers& numbers) {
    std::string text;
    for (const int number : numbers) text += fmt::format("{}{} 0 R", text.empty() ? "" : " ", number);
    return text.empty() ? "" : fmt::format("{}[{}]", key, text);
}

}  // namespace

Result<Evidence> evidence(std::string_view pdf) {
    const auto table = read_cross_reference(pdf);
    if (!table) return tl::unexpected(table.error());
    const auto catalog =
        plain_dictionary(pdf, *table, referred(value_of(table->trailer, "/Root").value_or("")));
    if (!catalog) return tl::unexpected(catalog.error());
    const auto store = store_of(pdf, *table, *catalog);
    if (!store) return tl::unexpected(store.error());
    return evidence_in(pdf, *table, *store);
}

Result<std::string> add_evidence(std::string_view pdf, const Evidence& wanted) {
    const auto table = read_cross_reference(pdf);
    if (!table) return tl::unexpected(table.error());
    const auto locked = locked_field(pdf, *table);
    if (!locked) return tl::unexpected(locked.error());
    const int root = referred(value_of(table->trailer, "/Root").value_or(""));
    const auto catalog = plain_dictionary(pdf, *table, root);
    if (!catalog) return tl::unexpected(catalog.error());
    auto store = store_of(pdf, *table, *catalog);
    if (!store) return tl::unexpected(store.error());
    auto known = evidence_in(pdf, *table, *store);
    if (!known) return tl::unexpected(known.error());

    Increment increment(pdf, *table);
    const bool first = store->object == 0;
    if (first) {
        store->object = increment.reserve();
        increment.put(root,
                      fmt::format("{}/DSS {} 0 R>>", catalog->substr(0, catalog->size() - 2), store->object));
    }
    bool any = append_new(increment, wanted.certificates, known->certificates, store->certificates);
    any |= append_new(increment, wanted.ocsps, known->ocsps, store->ocsps);
    any |= append_new(increment, wanted.crls, known->crls, store->crls);
    if (!any) return std::string(pdf);
    increment.put(store->object, fmt::format("<</Type/DSS{}{}{}>>", list("/Certs", store->certificates),
                                             list("/OCSPs", store->ocsps), list("/CRLs", store->crls)));
    return std::move(increment).finish();
}

}  // namespace hocba::pdf
