#include "cli/waiting.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/report.h"
#include "cli/sign_xml.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

/// The article that asks for a role's signature, in brackets; nothing if the roles are only listed.
std::string cited(const Desk& desk, const std::string& role) {
    const Step* step = step_of(desk.procedure, role);
    return step == nullptr || step->article.empty() ? "" : fmt::format(" ({})", step->article);
}

bool is_signed(const std::vector<pdf::SignatureField>& fields, const std::string& role) {
    return std::any_of(fields.begin(), fields.end(), [&](const pdf::SignatureField& field) {
        return field.name == role && field.is_signed;
    });
}

/// A code or a file of --except.
bool names(const std::string& except, const fs::path& path) {
    return except == path.stem().string() || except == path.filename().string() ||
           fs::path(except).lexically_normal() == path.lexically_normal();
}

/// Records come before documents.
Result<void> is_no_record(const fs::path& input) {
    const std::string kind = input.extension().string();
    if (kind != ".json" && kind != ".ndjson" && kind != ".csv") return {};
    return fail(Fault::usage, input.string(),
                {"Đây là hồ sơ dữ liệu, chưa phải văn bản để ký", "this is a record and no document to sign"},
                {"Phát hành trước: hocba issue, rồi ký thư mục chờ: hocba sign work/",
                 "issue it first: hocba issue, then sign the folder that waits: hocba sign work/"});
}

Result<std::vector<fs::path>> files_of(const std::vector<std::string>& inputs) {
    std::vector<fs::path> all;
    for (const std::string& input : inputs) {
        std::error_code code;
        if (!fs::is_directory(input, code)) {
            if (const auto fit = is_no_record(input); !fit) return tl::unexpected(fit.error());
            all.emplace_back(input);
            continue;
        }
        auto files = files_in(input, ".pdf");
        if (!files) return files;
        all.insert(all.end(), files->begin(), files->end());
    }
    return all;
}

}  // namespace

Result<void> of_this_school(const Desk& desk, const std::string& school, const std::string& name) {
    if (school == desk.config.school) return {};
    return fail(
        Fault::signing, name,
        {fmt::format("Văn bản của trường {}, cấu hình này dùng cho trường {}", school, desk.config.school),
         fmt::format("the document is of school {}, this desk signs for {}", school, desk.config.school)});
}

Result<void> in_turn(const Desk& desk, const Act& act, const Waiting& waiting) {
    const auto& order = waiting.order;
    const std::string name = waiting.path.string();
    if (std::find(order.begin(), order.end(), act.role) == order.end())
        return fail(Fault::signing, name,
                    {fmt::format("Mẫu {} không có ô ký của {}{}", waiting.description.form,
                                 role_name(act.role).vi, cited(desk, act.role)),
                     fmt::format("the form {} has no slot for the {}{}", waiting.description.form, act.role,
                                 cited(desk, act.role))});
    if (waiting.next.empty() || waiting.signed_before || waiting.next == act.role) return {};
    return fail(Fault::signing, name,
                {fmt::format("Chưa đến lượt {}: {} phải ký trước{}", role_name(act.role).vi,
                             role_name(waiting.next).vi, cited(desk, waiting.next)),
                 fmt::format("Too early for the {}: the {} signs first{}", act.role, waiting.next,
                             cited(desk, waiting.next))},
                {"Chuyển tài liệu cho người ký trước", "hand the document to the earlier signer"});
}

Result<void> read_slots(const Act& act, std::string_view pdf, Waiting& waiting) {
    const auto fields = pdf::signature_fields(pdf);
    if (!fields) return tl::unexpected(fields.error());
    waiting.signed_before = is_signed(*fields, act.role);
    const auto next = std::find_if(waiting.order.begin(), waiting.order.end(),
                                   [&](const std::string& role) { return !is_signed(*fields, role); });
    if (next != waiting.order.end()) waiting.next = *next;
    return {};
}

Result<std::vector<fs::path>> documents_of(const std::vector<std::string>& inputs,
                                           const std::vector<std::string>& except) {
    auto all = files_of(inputs);
    if (!all) return all;
    for (const std::string& one : except) {
        const auto left =
            std::remove_if(all->begin(), all->end(), [&](const fs::path& path) { return names(one, path); });
        if (left == all->end())
            return fail(Fault::usage, "--except",
                        {fmt::format("Không có văn bản nào là \"{}\"", one),
                         fmt::format("there is no document \"{}\"", one)},
                        {"Ghi mã 12 ký tự hoặc tên tệp như hocba status cho biết",
                         "give the code of 12 characters or the file, as hocba status shows it"});
        all->erase(left, all->end());
    }
    return all;
}

Result<Waiting> look_at(const Context& context, const Desk& desk, const Act& act, const fs::path& path) {
    const std::string name = path.string();
    auto pdf = read_file(path);
    if (!pdf) return forward(std::move(pdf));
    Waiting waiting;
    waiting.path = path;
    waiting.digest = sha256(*pdf);
    const auto xml = read_xml_beside(path);
    if (!xml) return tl::unexpected(xml.error());
    if (!xml->empty()) waiting.xml_digest = sha256(*xml);
    auto opened = open_document(desk.workshop, *std::move(pdf), name);
    if (!opened) return forward(std::move(opened));
    waiting.description = std::move(opened->submission.description);
    waiting.order = opened->form.slots();
    waiting.record = opened->record.json();
    const std::string& bytes = opened->submission.pdf;
    const auto fine =
        of_this_school(desk, waiting.description.school, name)
            .and_then([&] { return procedure_fits(desk, opened->form); })
            .and_then([&] { return read_slots(act, bytes, waiting); })
            .and_then([&] { return in_turn(desk, act, waiting); })
            .and_then([&] {
                return is_to_sign(waiting, act) ? record_agrees(act, waiting.record, name) : Result<void>();
            })
            .and_then([&] {
                return is_to_sign(waiting, act) ? sound(context, desk, bytes, name, *xml) : Result<void>();
            });
    if (!fine) return tl::unexpected(fine.error());
    waiting.remarks = record::check(opened->record, opened->form.circular()).warnings;
    return waiting;
}

Result<void> known_to_archive(const Desk& desk, const archive::Description& description,
                              const std::string& name) {
    const auto entry = desk.archive->find_unit(description.uuid, description.revision);
    if (!entry) return tl::unexpected(entry.error());
    if (*entry && (*entry)->description.document == description.document &&
        (*entry)->description.record_digest == description.record_digest)
        return {};
    return fail(Fault::document, name,
                {"Kho lưu trữ không biết văn bản này: không phải bản mà bàn phát hành đã đóng mã",
                 "the archive does not know this document: it is not the one that the issuing desk sealed"},
                {"Không ký; hỏi lại người gửi tệp", "do not sign it; ask whoever sent the file"});
}

Result<std::string> unchanged(Result<std::string> bytes, const std::string& digest, const fs::path& path) {
    if (!bytes || sha256(*bytes) == digest) return bytes;
    return fail(Fault::document, path.string(),
                {"Tệp đã đổi sau khi được kiểm tra để ký", "the file has changed since it was examined"},
                {"Chưa ký; chạy lại lệnh", "not signed; run the command again"});
}

Result<std::string> read_again(const Waiting& waiting) {
    return unchanged(read_file(waiting.path), waiting.digest, waiting.path);
}

Result<std::string> read_xml_again(const Waiting& waiting) {
    if (waiting.xml_digest.empty()) return std::string();
    return unchanged(read_xml_beside(waiting.path), waiting.xml_digest, xml_beside(waiting.path));
}

}  // namespace hocba::cli
