// The one door to PoDoFo: it reads documents of ours and never writes them.
#pragma once

#include <podofo/podofo.h>
