// The status list: the archive's exceptions, and those that the custodian keeps by hand.
#include <fmt/format.h>

#include <map>

#include "archive/archive.h"
#include "cli/custody.h"
#include "cli/toml_reader.h"
#include "engine/base/bytes.h"

namespace hocba::cli {
namespace {

using trust::DocumentState;

constexpr std::int64_t kLongestDays = 36500;  // a hundred years

/// By document: one entry each, in an order that does not tell when it was issued.
using Exceptions = std::map<std::string, trust::StatusEntry>;

struct Written {
    std::string code, document, state, reason;
    std::int64_t revision = 1;
    std::string where;  // file:line:column
};

Setters exception_names(TableReader&, Written& one) {
    return {{"code", TableReader::text(one.code)},
            {"document", TableReader::text(one.document)},
            {"state", TableReader::text(one.state)},
            {"reason", TableReader::text(one.reason)},
            {"revision", TableReader::number(one.revision)}};
}

Result<std::vector<Written>> read_exceptions(const std::filesystem::path& path) {
    std::vector<Written> written;
    if (path.empty()) return written;
    const auto table = read_toml(path.string());
    if (!table) return tl::unexpected(table.error());
    TableReader reader(path.string(), path.parent_path());
    reader.read(*table, {{"exception", reader.list(written, exception_names)}});
    if (!reader.problems.empty()) return tl::unexpected(Error{Fault::usage, std::move(reader.problems)});
    if (const toml::array* all = table->get_as<toml::array>("exception"))
        for (std::size_t i = 0; i < all->size(); ++i) written[i].where = place_of(path.string(), (*all)[i]);
    return written;
}

tl::unexpected<Error> wrong(const Written& one, Text what, Text hint) {
    return fail(Fault::usage, one.where, std::move(what), std::move(hint));
}

/// Document and revision of the code on paper: 60 of its 64 bits, so the archive must know it.
Result<trust::StatusEntry> by_code(const Written& one, const archive::Archive* archive) {
    if (archive == nullptr)
        return wrong(one, {"Không có kho để tra mã kiểm tra", "there is no archive to look the code up in"},
                     {"Ghi archive = \"…\" trong hocba.toml, hoặc ghi document = \"…\" (16 chữ số hex)",
                      "put archive = \"…\" into hocba.toml, or write document = \"…\" (16 hex digits)"});
    archive::Query query;
    query.code = one.code;
    const auto found = archive->find(query);
    if (!found) return tl::unexpected(found.error());
    if (found->size() != 1)
        return wrong(one,
                     {fmt::format("Kho không có văn bản nào mang mã \"{}\"", one.code),
                      fmt::format("the archive has no document with the code \"{}\"", one.code)},
                     {"Sửa mã: 12 ký tự in cạnh mã QR", "mend the code: the 12 characters beside the QR"});
    const archive::Description& d = found->front().description;
    return trust::StatusEntry{d.document.substr(0, trust::document_size), d.revision};
}

Result<trust::StatusEntry> by_document(const Written& one) {
    auto document = from_hex(one.document);
    if (document && document->size() == trust::document_size && one.revision >= 1)
        return trust::StatusEntry{*std::move(document), one.revision};
    return wrong(
        one,
        {"Cần code (12 ký tự in cạnh mã QR), hoặc document (16 chữ số hex) và revision từ 1",
         "code (12 characters beside the QR) is needed, or document (16 hex digits) and revision from 1"},
        {});
}

Result<trust::StatusEntry> entry_of(const Written& one, const archive::Archive* archive) {
    const auto state = trust::document_state_named(one.state);
    if (!state || *state == DocumentState::pending)
        return wrong(
            one,
            {fmt::format("Không có trạng thái \"{}\"", one.state),
             fmt::format("\"{}\" is no state", one.state)},
            {"Chọn revoked (thu hồi) hoặc superseded (bị thay thế)", "choose revoked or superseded"});
    auto entry = one.code.empty() ? by_document(one) : by_code(one, archive);
    if (!entry) return entry;
    entry->state = *state;
    entry->reason = one.reason;
    return entry;
}

Result<Exceptions> exceptions_of(const Config& config) {
    Exceptions all;
    std::unique_ptr<archive::Archive> archive;
    if (!config.archive.empty()) {
        auto opened = archive::Archive::open_for_reading(config.archive);
        if (!opened) return forward(std::move(opened));
        archive = *std::move(opened);
        const auto seen = archive->each_exception([&](const archive::Entry& entry) {
            std::string document = entry.description.document.substr(0, trust::document_size);
            const auto state = trust::document_state_named(entry.state).value_or(DocumentState::pending);
            trust::StatusEntry status{document, entry.description.revision, state, entry.decision};
            all.insert_or_assign(std::move(document), std::move(status));
        });
        if (!seen) return tl::unexpected(seen.error());
    }
    const auto written = read_exceptions(config.custody->exceptions);
    if (!written) return tl::unexpected(written.error());
    for (const Written& one : *written) {
        const auto entry = entry_of(one, archive.get());
        if (!entry) return tl::unexpected(entry.error());
        all.insert_or_assign(entry->document, *entry);
    }
    return all;
}

}  // namespace

Result<trust::StatusList> status_list_of(const Config& config, Instant as_of) {
    const std::int64_t days = config.custody->status_days;
    if (days < 1 || days > kLongestDays)
        return fail(Fault::usage, config.file,
                    {"status_days phải từ 1 đến 36500", "status_days is 1 to 36500"});
    auto exceptions = exceptions_of(config);
    if (!exceptions) return forward(std::move(exceptions));
    trust::StatusList list{as_of, {as_of.unix_s + days * 86400, as_of.offset_min}, {}, as_of, as_of};
    list.entries.reserve(exceptions->size());
    for (auto& [document, entry] : *exceptions) list.entries.push_back(std::move(entry));
    return list;
}

}  // namespace hocba::cli
