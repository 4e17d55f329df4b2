#include "engine/pdf/pdf.h"
#include "tests/support/pki.h"
#include "tests/verify/hostile.h"
#include "tests/verify/issued.h"
#include "tests/verify/long_term.h"

namespace hocba::test {
namespace {

const std::string june = "2026-06-15T03:00:00Z", july = "2026-07-15T03:00:00Z",
                  august = "2026-08-15T00:00:00Z";

/// Signed by that key as the principal, then by the school.
std::string by(const std::string& key, const std::string& when = june, const std::string& tsa = "") {
    return signed_by_all(key, "school", tsa, when);
}

std::string with_moved_token() {
    const std::string& base = document_at("B-LT", "tsa-long");
    auto prepared = *pdf::prepare_timestamp(base, 8192);
    return *pdf::fill(std::move(prepared), pki().token("tsa-long", "other bytes", "2026-06-16T04:00:00Z"));
}

void persons(std::vector<Hostile>& all) {
    const auto put = [&all](const std::string& name, std::string pdf) {
        all.push_back({name, std::move(pdf), false});
    };
    put("person-of-another-school", by("other-principal"));
    put("person-without-authority", by("homeroom"));
    put("person-deputy-not-listed", by("deputy"));
    put("organisation-of-another-school", signed_by_all("principal", "other-school", ""));
    put("persons-exchanged", signed_by("school", "principal"));
    put("one-person-in-both-fields", signed_by_all("principal", "principal", ""));
    put("key-exchanged-same-name", by("principal-3072"));
    put("root-unknown", by("unknown"));
    put("usage-wrong", by("wrong-usage"));
    put("certificate-sha1", by("sha1"));
    put("key-rsa-1024", by("rsa-1024"));
    put("expired-claims-after-its-end", by("expired"));
    put("expired-claims-before-its-end", by("expired", "2026-02-15T03:00:00Z"));
    put("expired-claims-before-stamped-after",
        sign_anyhow(sign_anyhow(issued().unsigned_pdf,
                                {"principal", "expired", "2026-02-15T03:00:00Z", "tsa-long", june, false}),
                    {"school", "school", june, "", "", false}));
    put("not-yet-valid", by("principal", "2025-12-01T00:00:00Z"));
    put("claims-tomorrow", by("principal", "2027-06-15T03:00:00Z"));
    put("timestamp-contradicts-claim",
        sign_anyhow(sign_anyhow(issued().unsigned_pdf,
                                {"principal", "principal", "2026-06-20T03:00:00Z", "tsa-long", june, false}),
                    {"school", "school", "2026-06-20T03:00:00Z", "", "", false}));
}

void revocations(std::vector<Hostile>& all) {
    const auto put = [&all](const std::string& name, std::string pdf) {
        all.push_back({name, std::move(pdf), false});
    };
    const std::vector<std::string> leaves = {"public/revoked", "government/school"};
    put("revoked-before-its-timestamp", with_evidence(by("revoked", july, "tsa-long"), leaves, august));
    put("revoked-without-timestamp", with_evidence(by("revoked", june), leaves, august));
    put("revoked-evidence-of-before", with_evidence(by("revoked", july, "tsa-long"), leaves, june));
    all.push_back({"control-revoked-after-its-timestamp",
                   with_evidence(by("revoked", june, "tsa-long"), leaves, august), true});
    put("timestamp-of-other-bytes", with_moved_token());
    put("timestamp-older-than-what-it-covers",
        with_stamp(document_at("B-LT", "tsa-long"), "tsa-long", "2026-05-01T00:00:00Z"));
    all.push_back({"control-evidence-is-no-der",
                   *pdf::add_evidence(document_at("B-B", ""), {{}, {}, {"not a list"}}), true});
    all.push_back({"control-B-B", document_at("B-B", ""), true});
    all.push_back({"control-B-T", document_at("B-T", "tsa-long"), true});
    all.push_back({"control-B-LT", document_at("B-LT", "tsa-long"), true});
    all.push_back({"control-B-LTA", document_at("B-LTA", "tsa-long"), true});
}

/// Of the form with three slots: by those roles one after the other.
std::string in_order(const std::vector<std::string>& roles, const std::string& tsa) {
    std::string pdf = unsigned_with([](Parts& parts) {
        parts = parts_of(forms().back());
        parts.with_homeroom = true;
    });
    for (const auto& role : roles) pdf = sign_anyhow(pdf, {role, role, june, tsa, "", false, "", roles});
    return pdf;
}

void orders(std::vector<Hostile>& all) {
    const auto put = [&all](const std::string& name, std::string pdf) {
        all.push_back({name, std::move(pdf), false});
    };
    all.push_back(
        {"control-three-in-order", in_order({"homeroom", "principal", "school"}, "tsa-long"), true});
    put("order-principal-before-homeroom", in_order({"principal", "homeroom", "school"}, "tsa-long"));
    put("order-homeroom-left-out", in_order({"principal", "school"}, "tsa-long"));
    put("order-claims-before-the-one-before",
        sign_anyhow(sign_anyhow(issued().unsigned_pdf, {"principal", "principal", july}),
                    {"school", "school", june}));
    put("order-claims-before-issue", by("principal", "2026-05-31T03:00:00Z"));
    put("authority-ended", in_order({"homeroom", "principal", "school"}, ""));
    const std::string minister = "Quy trình: annual (QĐ 1789/QĐ-SGDĐT, Điều 20.5c); chức vụ: BỘ TRƯỞNG";
    put("title-spoofed", sign_anyhow(sign_anyhow(issued().unsigned_pdf,
                                                 {"principal", "principal", june, "", "", false, minister}),
                                     {"school", "school", june}));
}

}  // namespace

std::vector<Hostile> hostile_signers() {
    std::vector<Hostile> all;
    persons(all);
    revocations(all);
    orders(all);
    return all;
}

}  // namespace hocba::test
