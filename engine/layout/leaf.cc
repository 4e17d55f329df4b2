// Signatures, seals and pictures: blocks that are never cut.
#include <fmt/format.h>

#include <algorithm>

#include "engine/layout/complaint.h"
#include "engine/layout/measure.h"

namespace hocba::layout {
namespace {

tl::unexpected<Error> too_wide(const std::string& place, Length missing) {
    return does_not_fit(place, {"khối rộng hơn chỗ có", "the block is wider than its room"}, missing);
}

std::uint32_t uint32_at(const std::string& bytes, std::size_t at) {
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < 4; ++i) out = out << 8U | static_cast<unsigned char>(bytes[at + i]);
    return out;
}

/// Width and height in pixels (W3C PNG, 11.2.2: IHDR is the first chunk); zeros if it is no PNG.
std::pair<std::uint32_t, std::uint32_t> pixels(const std::string& png) {
    if (png.size() < 24 || png.compare(0, 8, "\x89PNG\r\n\x1a\n") != 0) return {0, 0};
    return {uint32_at(png, 16), uint32_at(png, 20)};
}

form::Style mark_style(const form::Flow& flow) {
    form::Style out;
    if (!flow.styles.empty()) out.family = flow.styles[0].family;
    out.bold = true;
    out.size = points(11);
    out.line_height = points(14);
    out.align = form::Align::centre;
    return out;
}

}  // namespace

Result<Node> Measurer::signature(const form::Signature& signature, Length width, std::uint32_t parent,
                                 const std::string& place) {
    const bool stamp = !signature.overlaps.empty();
    if (stamp && std::find(slots_.begin(), slots_.end(), signature.overlaps) == slots_.end()) {
        return fail(
            Fault::form, place,
            {fmt::format("ô chữ ký “{}” phải đứng trước con dấu “{}”", signature.overlaps, signature.name),
             fmt::format("the slot “{}” must come before the stamp “{}” that overlaps it", signature.overlaps,
                         signature.name)});
    }
    slots_.push_back(signature.name);
    Leaf leaf{&signature, signature.width, nullptr};
    if (leaf.width.um == 0) leaf.width = stamp ? signature.height : width;
    if (!stamp && leaf.width > width) return too_wide(place, leaf.width - width);
    Node out;
    out.element = element(page::Role::form, parent);
    if (out.element != no_element) elements_[out.element].name = signature.tooltip;
    out.height = stamp ? Length{} : signature.height;
    out.weightless = stamp;
    out.value = leaf;
    return out;
}

Result<Node> Measurer::seal(const form::SealSquare& seal, Length width, const std::string& place) {
    if (seal.size > width) return too_wide(place, seal.size - width);
    Leaf leaf{&seal, seal.size, nullptr};
    if (!flow_.draft.seal.empty()) {
        auto mark = passage(flow_.draft.seal, mark_style(flow_), seal.size);
        if (!mark) return forward(std::move(mark));
        passages_.push_back(std::move(*mark));
        leaf.mark = &passages_.back();
    }
    Node out;
    out.height = seal.size;
    out.value = leaf;
    return out;
}

Result<Node> Measurer::picture(const form::Picture& picture, Length width, std::uint32_t parent,
                               const std::string& place) {
    const auto [across, down] = pixels(picture.png);
    if (across == 0 || down == 0) {
        return fail(Fault::form, place, {"hình không phải là tệp PNG", "the picture is no PNG file"});
    }
    Leaf leaf{&picture, picture.height * across / down, nullptr};
    if (leaf.width > width) return too_wide(place, leaf.width - width);
    Node out;
    out.element = element(page::Role::figure, parent);
    if (out.element != no_element) elements_[out.element].alt = picture.alt;
    out.height = picture.height;
    out.value = leaf;
    return out;
}

}  // namespace hocba::layout
