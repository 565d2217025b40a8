/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_OBJTOOL_H
#define _LINUX_OBJTOOL_H

#include <linux/types.h>

#define STACK_FRAME_NON_STANDARD(func)

#endif /* _LINUX_OBJTOOL_H */
