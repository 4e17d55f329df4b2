#include "engine/verify/decoded.h"

#include <qpdf/Pipeline.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <stdexcept>
#include <utility>

namespace hocba::verify {
namespace {

class Bounded : public Pipeline {
  public:
    explicit Bounded(std::size_t limit) : Pipeline("bounded", nullptr), limit_(limit) {}
    void write(unsigned char const* data, std::size_t size) override {
        if (size > limit_ - bytes_.size()) throw std::runtime_error("larger than its limit");
        bytes_.append(reinterpret_cast<const char*>(data), size);
    }
    void finish() override {}
    std::string take() { return std::move(bytes_); }

  private:
    std::size_t limit_;
    std::string bytes_;
};

}  // namespace

std::optional<std::string> decoded(QPDFObjectHandle stream, std::size_t limit) {
    if (!stream.isStream()) return std::nullopt;
    Bounded bytes(limit);
    bool filtered = false;
    if (!stream.pipeStreamData(&bytes, &filtered, 0, qpdf_dl_generalized, true, false) || !filtered)
        return std::nullopt;
    return bytes.take();
}

}  // namespace hocba::verify
