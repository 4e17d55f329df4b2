// README.txt of a package: what it is and how anybody proves it.
#include <fmt/format.h>

#include "archive/package.h"
#include "engine/base/bytes.h"

namespace hocba::archive {
namespace {

constexpr const char* vietnamese = R"(HỌC BẠ XUẤT TỪ KHO LƯU TRỮ

Gói này chứa {what_vi}: các mục {from} đến {to} (không kể mục {to}) của nhật ký "{origin}",
xuất lúc {time}. Kiểm tra được mà không cần phần mềm đã tạo ra nó.

Tệp của một học bạ, trong thư mục <mã trường>/<năm học>:
  <mã>.pdf             bản đã ký; mở bằng chương trình đọc PDF bất kỳ
  <mã>.json            dữ liệu của học bạ
  <mã>.xml             tệp XML đã ký, nếu có
  <mã>.manifest.json   bản mô tả của kho: mã băm của các tệp trên, dữ liệu để đối chiếu với nhật ký
  <mã>.renew-<n>.pdf   cùng học bạ với dấu thời gian mới hơn (bắt đầu bằng đúng các byte của bản trước)
  <mã>.seal-<n>.json   lúc đã gắn mã, chưa ký đủ
  <mã>.revoke-<n>.…, supersede, continue, hold, release: việc xảy ra về sau, kèm quyết định (.pdf) nếu có
Thư mục log chứa khóa công khai, điểm kiểm tra có chữ ký và cây băm của nhật ký; index liệt kê tệp của từng mục.

Kiểm tra
1. Mã băm của mọi tệp:{fixity_vi}
2. Toàn bộ, kể cả chữ ký của nhật ký và chứng minh của từng học bạ (cần Python 3 và openssl):
     python3 {script} {folder_vi} KHÓA.vkey
   KHÓA.vkey là khóa công khai của nhật ký mà bạn nhận bằng đường khác. Nếu không có, chương trình dùng log/key.vkey
   trong gói; khi đó hãy so dòng khóa nó in ra với nơi quản lý kho. Chương trình ngắn, nên đọc trước khi chạy.
3. Chữ ký số trong từng tệp PDF: bằng chương trình đọc PDF, hoặc `pdfsig TỆP.pdf`.

Có trong gói: dữ liệu cá nhân của học sinh. Giữ và chuyển giao như hồ sơ gốc.

)";

constexpr const char* english = R"(SCHOOL TRANSCRIPTS EXPORTED FROM AN ARCHIVE

This package holds {what_en}: entries {from} to {to} ({to} not included) of the log "{origin}",
exported at {time}. It can be checked without the software that made it.

The files of a transcript, in the folder <school code>/<school year>:
  <code>.pdf             as signed; any PDF reader opens it
  <code>.json            its data
  <code>.xml             the signed XML, if there is one
  <code>.manifest.json   the archive's manifest: digests of these files, and what ties them to the log
  <code>.renew-<n>.pdf   the same transcript with a newer timestamp (begins with the bytes of the one before)
  <code>.seal-<n>.json   as it was sealed, before all had signed
  <code>.revoke-<n>.…, supersede, continue, hold, release: what happened later, with its decision (.pdf) if any
The folder log holds the log's public key, its signed checkpoint and its tree of hashes; index lists each entry's files.

How to check
1. Every file's digest:{fixity_en}
2. Everything, the log's signature and the proof of each transcript too (Python 3 and openssl):
     python3 {script} {folder_en} KEY.vkey
   KEY.vkey is the log's public key as you got it another way. Without it log/key.vkey of this package is used: then
   compare the key that is printed with the archive's keeper. The program is short; read it before you run it.
3. The digital signatures inside each PDF: a PDF reader, or `pdfsig FILE.pdf`.

This package holds personal data of pupils. Keep it and hand it on as the originals.

The format to the byte: archive/README.md and archive/EXPORTS.md of hocba.
Checkpoint: {size} entries, root {root}
)";

Text fixity(ExportFormat format) {
    const auto same = [](const std::string& commands) { return Text{commands, commands}; };
    switch (format) {
        case ExportFormat::bagit:
            return same("\n     sha256sum -c --quiet manifest-sha256.txt tagmanifest-sha256.txt");
        case ExportFormat::ocfl:
            return {
                " OCFL 1.1; mỗi đối tượng có inventory.json với SHA-512 của từng tệp, ví dụ\n"
                "     sha512sum v1/content/…    rồi so với \"manifest\" trong inventory.json",
                " OCFL 1.1; each object has an inventory.json with the SHA-512 of every file, e.g.\n"
                "     sha512sum v1/content/…    to compare with \"manifest\" in inventory.json"};
        case ExportFormat::csip:
            return {
                " METS.xml ghi SHA-256 của từng tệp (CHECKSUM), ví dụ\n"
                "     sha256sum uuid-…/representations/rep1/data/*/*/*",
                " METS.xml gives the SHA-256 of every file (CHECKSUM), e.g.\n"
                "     sha256sum uuid-…/representations/rep1/data/*/*/*"};
    }
    return {};
}

/// What check-export.py, which lies beside this file, is told to check.
Text folder(ExportFormat format) {
    switch (format) {
        case ExportFormat::bagit:
            return {".", "."};
        case ExportFormat::ocfl:
            return {"THƯ-MỤC-CÓ-0=ocfl_1.1", "FOLDER-WITH-0=ocfl_1.1"};
        case ExportFormat::csip:
            return {"THƯ-MỤC-ĐÃ-GIẢI-NÉN", "UNPACKED-FOLDER"};
    }
    return {};
}

}  // namespace

std::string readme_of(const PackageInfo& info) {
    const Text how = fixity(info.request.format), where = folder(info.request.format);
    const TreeHead& head = info.proof.checkpoint.head;
    return fmt::format(
        fmt::runtime(std::string(vietnamese) + english),
        fmt::arg("what_vi",
                 info.is_whole() ? "toàn bộ tài liệu của một khoảng nhật ký" : "một số học bạ được chọn"),
        fmt::arg("what_en", info.is_whole() ? "all documents of a range of the log" : "selected transcripts"),
        fmt::arg("from", info.from), fmt::arg("to", info.to), fmt::arg("origin", info.proof.key.name),
        fmt::arg("time", to_rfc3339(info.request.time)), fmt::arg("fixity_vi", how.vi),
        fmt::arg("fixity_en", how.en), fmt::arg("folder_vi", where.vi), fmt::arg("folder_en", where.en),
        fmt::arg("script", check_script_name), fmt::arg("size", head.size),
        fmt::arg("root", to_hex(head.root)));
}

}  // namespace hocba::archive
