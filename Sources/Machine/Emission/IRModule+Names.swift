// SPDX-License-Identifier: Apache-2.0
import CLLVM

extension IRModule {
    /// Functions with a body that other files may name.
    public var definedFunctions: Set<String> {
        Set(
            GlobalList.functions(module).filter { LLVMIsDeclaration($0) == 0 && GlobalList.isExternal($0) }
                .map(GlobalList.name))
    }

    /// Functions that are named and have no body here, in the order of their first use.
    public var wantedFunctions: [String] {
        GlobalList.functions(module).filter { LLVMIsDeclaration($0) != 0 && LLVMGetIntrinsicID($0) == 0 }
            .map(GlobalList.name)
    }
}
