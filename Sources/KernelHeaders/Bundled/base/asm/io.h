/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_IO_H
#define _ASM_IO_H

#include <linux/io.h>

#endif /* _ASM_IO_H */
