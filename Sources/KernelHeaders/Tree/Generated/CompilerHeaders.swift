// SPDX-License-Identifier: Apache-2.0

/// Headers of the compiler that old kernels include although they are built without a C library.
enum CompilerHeaders {
    /// `<stdarg.h>`, written with the compiler's built-ins: what kernels before 5.15 take from the compiler's own directory.
    static let variableArguments = """
        #ifndef __STDARG_H
        #define __STDARG_H
        typedef __builtin_va_list va_list;
        #define va_start(list, last) __builtin_va_start(list, last)
        #define va_end(list) __builtin_va_end(list)
        #define va_arg(list, type) __builtin_va_arg(list, type)
        #define va_copy(to, from) __builtin_va_copy(to, from)
        #define __va_copy(to, from) __builtin_va_copy(to, from)
        typedef __builtin_va_list __gnuc_va_list;
        #endif

        """
}
