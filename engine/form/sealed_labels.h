// What a clerk reads beside each sealed cell: its heading, row and column, from the form itself.
#pragma once

#include <vector>

#include "engine/form/form.h"

namespace hocba::form {

struct Node;

/// In the order of the cells' numbers.
std::vector<SealedLabel> sealed_labels(const std::vector<Node>& sections);

}  // namespace hocba::form
