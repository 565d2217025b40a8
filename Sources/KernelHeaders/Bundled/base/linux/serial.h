/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SERIAL_H
#define _LINUX_SERIAL_H

#include <linux/types.h>
#include <asm/page.h>
#include <linux/compiler.h>

#endif /* _LINUX_SERIAL_H */
