/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_RESOURCE_H
#define _UAPI_LINUX_RESOURCE_H

#define RLIMIT_NOFILE	7
#define RLIMIT_MEMLOCK	8

#endif /* _UAPI_LINUX_RESOURCE_H */
