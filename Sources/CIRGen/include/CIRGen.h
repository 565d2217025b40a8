// SPDX-License-Identifier: Apache-2.0
// clang in this process: C source to an LLVM module.
#pragma once
#include <stddef.h>
#include <llvm-c/Core.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A file that replaces or completes what is on disk.
typedef struct {
	const char *path;
	const char *contents;
	size_t length;
} CIRGenFile;

/// Emits one translation unit. `arguments` are those of clang's command line, the file included, the program's name not.
/// Returns NULL where clang reports an error. `*diagnostics` is then (and wherever clang said something) its text, to be
/// freed with cirgen_free().
LLVMModuleRef cirgen_emit(LLVMContextRef context, const char *const *arguments, size_t argument_count,
			  const CIRGenFile *files, size_t file_count, char **diagnostics);

void cirgen_free(char *text);

#ifdef __cplusplus
}
#endif
