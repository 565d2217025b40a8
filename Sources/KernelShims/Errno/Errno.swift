// SPDX-License-Identifier: Apache-2.0
import KernelModel

/// The model's error numbers are those of the functions of C.
public typealias Errno = KernelModel.Errno
