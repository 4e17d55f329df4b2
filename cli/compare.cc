#include "cli/compare.h"

#include <filesystem>

#include "cli/batch.h"
#include "engine/base/bytes.h"
#include "engine/base/file.h"
#include "engine/base/utf8.h"
#include "engine/engine.h"

namespace hocba::cli {
namespace {

constexpr std::uintmax_t kLargest = 64ULL << 20;

Result<std::vector<verify::OtherCell>> cells_of(const record::Record& record, const form::Form& form,
                                                const text::FontSet& fonts) {
    const auto pages = sealed_cells(record, form, fonts);
    if (!pages) return tl::unexpected(pages.error());
    std::vector<verify::OtherCell> cells;
    for (const PageCells& page : *pages)
        for (const SealedCell& cell : page.cells) cells.push_back({page.year, cell.number, cell.code});
    return cells;
}

Result<verify::Other> other_of(const record::Record& record, const form::Form& form,
                               const Workshop& workshop) {
    const auto holder = form::holder_of(form, record);
    if (!holder) return tl::unexpected(holder.error());
    verify::Other other;
    other.where = record.place();
    other.document.form = std::to_string(form.number());
    other.document.pupil = nfc(holder->name);
    other.document.born = holder->born;
    other.document.pupil_tail = seal::tail_of(holder->pupil_id);
    other.document.year = holder->school_year;
    other.cells = [record, form, &workshop] { return cells_of(record, form, workshop.fonts); };
    return other;
}

Result<verify::Other> other_in_pdf(const std::string& pdf, const std::string& path, const Workshop& workshop,
                                   const verify::Options& options) {
    const auto attached = verify::attached_to(pdf, path, options);
    if (!attached) return tl::unexpected(attached.error());
    if (attached->form == nullptr)
        return fail(Fault::document, path,
                    {"Không có mẫu học bạ của tệp PDF này", "the form of this PDF is not at hand"},
                    {"Cập nhật phần mềm", "update the software"});
    const auto record = record::parse(attached->record, attached->form->schema(), path);
    if (!record) return tl::unexpected(record.error());
    auto other = other_of(*record, *attached->form, workshop);
    if (!other) return other;
    other->is_pdf = true;
    other->document.id = to_hex(attached->id);
    other->document.revision = attached->revision;
    return other;
}

}  // namespace

Result<std::vector<verify::Other>> others_in(const std::string& path, const Workshop& workshop,
                                             const verify::Options& options) {
    if (std::filesystem::is_regular_file(path)) {
        const auto bytes = read_file(path, kLargest);
        if (!bytes) return tl::unexpected(bytes.error());
        if (bytes->starts_with("%PDF-")) {
            auto other = other_in_pdf(*bytes, path, workshop, options);
            if (!other) return forward(std::move(other));
            return std::vector<verify::Other>{*std::move(other)};
        }
    }
    std::vector<verify::Other> others;
    std::optional<Error> first;
    for (const record::Source& source : open_all({path})) {
        const auto examined = examine(workshop, source, "");
        auto other = examined ? other_of(examined->record, examined->form, workshop)
                              : Result<verify::Other>(tl::unexpected(examined.error()));
        if (other)
            others.push_back(*std::move(other));
        else if (!first)
            first = other.error();
    }
    if (others.empty() && first) return tl::unexpected(*std::move(first));
    return others;
}

}  // namespace hocba::cli
