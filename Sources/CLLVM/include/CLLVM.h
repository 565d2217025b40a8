// SPDX-License-Identifier: Apache-2.0
// The headers of llvm-c that the machine reads modules with.
#pragma once
#include <llvm-c/Core.h>
#include <llvm-c/DebugInfo.h>
#include <llvm-c/Target.h>
