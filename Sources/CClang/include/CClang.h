/* SPDX-License-Identifier: Apache-2.0 */
/* libclang's C interface, for the Swift target ClangFrontend and nobody else. */
#include <clang-c/Index.h>
