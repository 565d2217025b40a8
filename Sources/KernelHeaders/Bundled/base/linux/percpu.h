/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PERCPU_H
#define _LINUX_PERCPU_H

#include <linux/types.h>
#include <linux/smp.h>
#include <linux/init.h>
#include <linux/pfn.h>
#include <linux/preempt.h>

#define DEFINE_PER_CPU(type, name)	typeof(type) name
#define DECLARE_PER_CPU(type, name)	extern typeof(type) name
void __percpu *__alloc_percpu(size_t size, size_t align);
void free_percpu(void __percpu *p);
void *__per_cpu_ptr(void *ptr, int cpu);
#define alloc_percpu(type) \
	((typeof(type) __percpu *)__alloc_percpu(sizeof(type), __alignof__(type)))
#define per_cpu_ptr(ptr, cpu)	((typeof(ptr))__per_cpu_ptr(ptr, cpu))
#define this_cpu_ptr(ptr)	per_cpu_ptr(ptr, smp_processor_id())
#define per_cpu(var, cpu)	(*per_cpu_ptr(&(var), cpu))
#define get_cpu_ptr(ptr)	per_cpu_ptr(ptr, get_cpu())
#define put_cpu_ptr(ptr)	do { (void)(ptr); put_cpu(); } while (0)

#define __alloc_percpu_gfp(size, align, gfp)	__alloc_percpu(size, align)
#define raw_cpu_ptr(ptr)	per_cpu_ptr(ptr, raw_smp_processor_id())
#define get_cpu_var(var)	(*get_cpu_ptr(&(var)))
#define put_cpu_var(var)	put_cpu_ptr(&(var))
#define this_cpu_read(pcp)		(*this_cpu_ptr(&(pcp)))
#define this_cpu_write(pcp, val)	((void)(*this_cpu_ptr(&(pcp)) = (val)))
#define this_cpu_add(pcp, val)		((void)(*this_cpu_ptr(&(pcp)) += (val)))
#define this_cpu_inc(pcp)		this_cpu_add(pcp, 1)
#define this_cpu_dec(pcp)		this_cpu_add(pcp, -1)
#define __this_cpu_read(pcp)		this_cpu_read(pcp)
#define __this_cpu_write(pcp, val)	this_cpu_write(pcp, val)
#define __this_cpu_add(pcp, val)	this_cpu_add(pcp, val)
#define __this_cpu_inc(pcp)		this_cpu_inc(pcp)
#define __this_cpu_dec(pcp)		this_cpu_dec(pcp)

#endif /* _LINUX_PERCPU_H */
