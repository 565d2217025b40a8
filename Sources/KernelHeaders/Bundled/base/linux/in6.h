/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IN6_H
#define _LINUX_IN6_H

#include <uapi/linux/in6.h>

struct sk_buff;

#endif /* _LINUX_IN6_H */
