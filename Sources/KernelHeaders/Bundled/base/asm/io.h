/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_IO_H
#define _ASM_IO_H

#include <linux/io.h>
#include <linux/compiler.h>
#include <linux/jump_label.h>
#include <linux/string.h>

#endif /* _ASM_IO_H */
