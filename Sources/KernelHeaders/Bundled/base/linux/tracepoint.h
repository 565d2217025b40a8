/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_TRACEPOINT_H
#define _LINUX_TRACEPOINT_H

#include <linux/types.h>

#endif /* _LINUX_TRACEPOINT_H */
