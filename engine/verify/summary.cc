#include <fmt/format.h>

#include "engine/verify/verify.h"

namespace hocba::verify {
namespace {

/// The value of an attribute in a name of RFC 4514 form ("CN=…,O=…"); "" if it has none.
std::string part_of(const std::string& name, const std::string& attribute) {
    const std::string listed = "," + name;
    std::size_t at = listed.find("," + attribute + "=");
    if (at == std::string::npos) return "";
    at += attribute.size() + 2;
    std::size_t end = at;
    while (end < listed.size() && listed[end] != ',') end += listed[end] == '\\' ? 2 : 1;
    return listed.substr(at, end - at);
}

std::string provider_of(const Certificate& certificate) {
    const std::string name = part_of(certificate.issuer, "CN");
    return name.empty() ? certificate.issuer : name;
}

/// "15/06/2026 10:00:00", in Vietnam.
std::string day_and_time(Instant instant) {
    const std::string text = to_rfc3339({instant.unix_s, 420});
    return fmt::format("{}/{}/{} {}", text.substr(8, 2), text.substr(5, 2), text.substr(0, 4),
                       text.substr(11, 8));
}

std::string day(Instant instant) {
    return day_and_time(instant).substr(0, 10);
}

/// The full name: person or organisation that signed, and who certified it.
Text name(const SignatureReport& signature) {
    const std::string organisation = part_of(signature.certificate.subject, "O");
    const std::string who = organisation.empty() || organisation == signature.signer
                                ? signature.signer
                                : signature.signer + ", " + organisation;
    const std::string provider = provider_of(signature.certificate);
    return {fmt::format("{}; đơn vị cấp: {}", who, provider),
            fmt::format("{}; certified by {}", who, provider)};
}

Text time(const SignatureReport& signature) {
    const std::string claimed = signature.time_claimed ? day_and_time(*signature.time_claimed) : "–";
    if (!signature.time_proven)
        return {claimed + " (theo máy của người ký, không có dấu thời gian)",
                claimed + " (by the signer's clock, no timestamp)"};
    const std::string proven = day_and_time(*signature.time_proven);
    return {fmt::format("{} (dấu thời gian chứng minh đã ký trước {})", claimed, proven),
            fmt::format("{} (a timestamp proves that it was signed before {})", claimed, proven)};
}

bool was_revoked(const SignatureReport& signature) {
    return signature.certificate.state_at_signing == "revoked" ||
           (signature.certificate.state_now == "revoked" && !signature.time_proven);
}

/// "Chữ ký số còn hiệu lực hay đã hết hạn", at the moment of the check.
Text state(const SignatureReport& signature, Instant at) {
    if (!signature.intact) return {"không hợp lệ", "not valid"};
    if (!signature.trusted) return {"chưa xác định được người ký", "signer not established"};
    if (was_revoked(signature))
        return {"không còn hiệu lực: chứng thư bị thu hồi", "ended: certificate revoked"};
    if (signature.authorised == "no")
        return {"không hợp lệ: người ký không có thẩm quyền", "not valid: not authorised"};
    if (signature.authorised == "unknown")
        return {"chưa xác định được thẩm quyền của người ký", "authority of the signer not established"};
    if (at <= signature.certificate.not_after) return {"còn hiệu lực", "in force"};
    if (signature.time_proven && signature.certificate.state_at_signing == "good")
        return {
            fmt::format("còn hiệu lực: dấu thời gian giữ giá trị sau khi chứng thư hết hạn ({})",
                        signature.level),
            fmt::format("in force: timestamps keep it beyond the certificate's end ({})", signature.level)};
    return {"đã hết hạn", "expired"};
}

Text integrity(const Report& report, const SignatureReport& signature) {
    if (!signature.intact) return {"ĐÃ THAY ĐỔI sau khi ký", "CHANGED after signing"};
    for (const std::string& change : signature.changes_after) {
        const std::string code = change.substr(0, change.find(' '));
        if (code != "signature" && code != "timestamp" && code != "dss")
            return {"ĐÃ THAY ĐỔI sau khi ký", "CHANGED after signing"};
    }
    if (report.structure != "valid")
        return {"không xác định được: tệp hỏng", "not established: the file is damaged"};
    return {"không thay đổi sau khi ký", "not changed after signing"};
}

Text revocation(const Certificate& certificate) {
    const auto in_words = [](const std::string& state, bool vietnamese) -> std::string {
        if (state == "good") return vietnamese ? "không bị thu hồi" : "not revoked";
        if (state == "revoked") return vietnamese ? "đã bị thu hồi" : "revoked";
        return vietnamese ? "chưa tra được" : "not known here";
    };
    return {fmt::format("khi ký {}, hiện nay {}", in_words(certificate.state_at_signing, true),
                        in_words(certificate.state_now, true)),
            fmt::format("at signing {}, now {}", in_words(certificate.state_at_signing, false),
                        in_words(certificate.state_now, false))};
}

/// Owner, validity, state, provider.
Text certificate(const Certificate& certificate, Instant at) {
    if (certificate.subject.empty()) return {"không đọc được", "unreadable"};
    const std::string owner = part_of(certificate.subject, "CN"), from = day(certificate.not_before),
                      until = day(certificate.not_after), provider = provider_of(certificate);
    const bool ended = at > certificate.not_after;
    const Text revoked = revocation(certificate);
    return {fmt::format("{}; hiệu lực {} – {}; {}; {}; đơn vị cung cấp: {}; số {}", owner, from, until,
                        ended ? "đã hết hạn" : "còn hiệu lực", revoked.vi, provider, certificate.serial),
            fmt::format("{}; valid {} – {}; {}; {}; provider: {}; serial {}", owner, from, until,
                        ended ? "expired" : "in force", revoked.en, provider, certificate.serial)};
}

}  // namespace

std::vector<ShownItem> items_to_show(const Report& report, const SignatureReport& signature, Instant at) {
    return {{{"Tên chữ ký số", "Signature"}, name(signature)},
            {{"Thời gian ký số", "Time of signing"}, time(signature)},
            {{"Trạng thái chữ ký số", "State of the signature"}, state(signature, at)},
            {{"Tính toàn vẹn của dữ liệu", "Integrity of the data"}, integrity(report, signature)},
            {{"Chứng thư số", "Certificate"}, certificate(signature.certificate, at)}};
}

}  // namespace hocba::verify
