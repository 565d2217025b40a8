// SPDX-License-Identifier: Apache-2.0
// clang in this process: C source to an LLVM module.
#pragma once
#include <stddef.h>
#include <llvm-c/Core.h>
#include "CIRGenTypes.h"

#ifdef __cplusplus
extern "C" {
#endif

/// A file that replaces or completes what is on disk.
typedef struct {
	const char *path;
	const char *contents;
	size_t length;
} CIRGenFile;

/// What was said besides the module. NULL for an empty text.
typedef struct {
	/// All of clang's errors and warnings as it prints them.
	char *diagnostics;
	/// Headers found nowhere and taken as empty, one name a line.
	char *missing_includes;
} CIRGenReport;

/// Emits one translation unit. `arguments` are those of clang's command line, the file included, the program's name not.
/// Returns NULL where clang reports an error. The report is to be freed with cirgen_report_free() in either case.
LLVMModuleRef cirgen_emit(LLVMContextRef context, const char *const *arguments, size_t argument_count,
			  const CIRGenFile *files, size_t file_count, CIRGenReport *report);

void cirgen_report_free(CIRGenReport *report);

#ifdef __cplusplus
}
#endif
