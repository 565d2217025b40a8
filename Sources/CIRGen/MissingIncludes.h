// SPDX-License-Identifier: Apache-2.0
// Headers that are found nowhere are taken as empty, as the parser does, and listed.
#pragma once

#include <string>
#include <vector>

#include <clang/Basic/FileManager.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Basic/Version.h>
#include <clang/Lex/PPCallbacks.h>
#include <clang/Lex/Preprocessor.h>
#include <llvm/Support/MemoryBuffer.h>

class MissingIncludes : public clang::PPCallbacks {
public:
	MissingIncludes(clang::Preprocessor &preprocessor, std::vector<std::string> &names)
		: preprocessor(preprocessor), names(names)
	{
	}

#if CLANG_VERSION_MAJOR < 15
	// The search is repeated in this folder, which exists in memory only.
	bool FileNotFound(llvm::StringRef name, llvm::SmallVectorImpl<char> &recovery) override
	{
		static const llvm::StringRef folder = "/mdevport-missing";
		std::string path = (folder + "/" + name).str();
		auto &files = preprocessor.getFileManager();
		auto file = files.getVirtualFile(path, 0, 0);
		preprocessor.getSourceManager().overrideFileContents(file,
								     llvm::MemoryBuffer::getMemBufferCopy("", path));
		recovery.assign(folder.begin(), folder.end());
		note(name);
		return true;
	}
#else
	bool FileNotFound(llvm::StringRef name) override
	{
		note(name);
		return true;
	}
#endif

private:
	void note(llvm::StringRef name)
	{
		for (const auto &known : names)
			if (name == known)
				return;
		names.push_back(name.str());
	}

	clang::Preprocessor &preprocessor;
	std::vector<std::string> &names;
};
