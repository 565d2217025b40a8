// SPDX-License-Identifier: Apache-2.0
#include "CIRGen.h"

#include <cstring>
#include <string>
#include <vector>

#include <clang/Basic/DiagnosticOptions.h>
#include <clang/CodeGen/CodeGenAction.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/CompilerInvocation.h>
#include <clang/Frontend/TextDiagnosticPrinter.h>
#include <clang/Frontend/Utils.h>
#include <clang/Lex/PreprocessorOptions.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/raw_ostream.h>

LLVMModuleRef cirgen_emit(LLVMContextRef context, const char *const *arguments, size_t argument_count,
			  const CIRGenFile *files, size_t file_count, char **diagnostics)
{
	std::string said;
	llvm::raw_string_ostream stream(said);
	llvm::IntrusiveRefCntPtr<clang::DiagnosticOptions> options(new clang::DiagnosticOptions());
	clang::TextDiagnosticPrinter printer(stream, &*options);
	auto engine = clang::CompilerInstance::createDiagnostics(&*options, &printer, false);

	// createInvocationFromCommandLine() takes the first argument for the compiler's path.
	std::vector<const char *> line = {"clang"};
	line.insert(line.end(), arguments, arguments + argument_count);

	LLVMModuleRef module = nullptr;
	auto invocation = clang::createInvocationFromCommandLine(line, engine);
	if (invocation) {
		for (size_t i = 0; i < file_count; i++)
			invocation->getPreprocessorOpts().addRemappedFile(
				files[i].path,
				llvm::MemoryBuffer::getMemBufferCopy(
					llvm::StringRef(files[i].contents, files[i].length), files[i].path)
					.release());
		// The passes would fold an uninitialised value away before the machine sees it.
		invocation->getCodeGenOpts().DisableLLVMPasses = true;
		invocation->getFrontendOpts().DisableFree = false;

		clang::CompilerInstance compiler;
		compiler.setInvocation(std::move(invocation));
		compiler.createDiagnostics(&printer, false);
		clang::EmitLLVMOnlyAction action(llvm::unwrap(context));
		if (compiler.ExecuteAction(action))
			if (auto taken = action.takeModule())
				module = llvm::wrap(taken.release());
	}
	stream.flush();
	*diagnostics = said.empty() ? nullptr : strdup(said.c_str());
	return module;
}

void cirgen_free(char *text)
{
	free(text);
}
