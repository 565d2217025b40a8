// SPDX-License-Identifier: GPL-2.0
/*
 * canvas - mediated frame stores
 *
 * Plain pages with a palette, no scan-out: something else shows the picture.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/atomic.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define CANVAS_NAME		"canvas"
#define CANVAS_PAGES		16
#define CANVAS_PALETTE		256
#define CANVAS_MAX		6

struct canvas_frame {
	struct vfio_device vdev;
	struct mutex lock;
	struct page **pages;
	u32 *palette;
	unsigned int nr_pages;
};

static struct class *canvas_class;
static struct device *canvas_easel;
static atomic_t canvas_in_use = ATOMIC_INIT(0);

static void canvas_put_pages(struct canvas_frame *frame)
{
	unsigned int i;

	for (i = 0; i < frame->nr_pages; i++)
		if (frame->pages[i])
			put_page(frame->pages[i]);
}

static const struct vfio_device_ops canvas_dev_ops;
static void canvas_release_state(struct canvas_frame *frame);

static int canvas_probe(struct mdev_device *mdev)
{
	struct canvas_frame *frame;
	unsigned int i;
	int ret;

	if (atomic_read(&canvas_in_use) >= CANVAS_MAX)
		return -ENOMEM;

	frame = kzalloc(sizeof(*frame), GFP_KERNEL);
	if (!frame)
		return -ENOMEM;

	vfio_init_group_dev(&frame->vdev, &mdev->dev, &canvas_dev_ops);

	frame->palette = kcalloc(CANVAS_PALETTE, sizeof(u32), GFP_KERNEL);
	if (!frame->palette) {
		vfio_uninit_group_dev(&frame->vdev);
		kfree(frame);
		return -ENOMEM;
	}

	frame->pages = kcalloc(CANVAS_PAGES, sizeof(*frame->pages), GFP_KERNEL);
	if (!frame->pages) {
		kfree(frame->palette);
		vfio_uninit_group_dev(&frame->vdev);
		kfree(frame);
		return -ENOMEM;
	}

	mutex_init(&frame->lock);
	frame->nr_pages = CANVAS_PAGES;
	for (i = 0; i < CANVAS_PALETTE; i++)
		frame->palette[i] = i * 0x010101;

	/* the pages are allocated when they are touched */
	atomic_inc(&canvas_in_use);
	dev_set_drvdata(&mdev->dev, frame);
	dev_info(mdev_dev(mdev), "%u pages\n", frame->nr_pages);

	ret = vfio_register_group_dev(&frame->vdev);
	if (ret) {
		canvas_release_state(frame);
		return ret;
	}

	return 0;
}

static void canvas_release_state(struct canvas_frame *frame)
{
	canvas_put_pages(frame);
	kfree(frame->pages);
	kfree(frame->palette);
	vfio_uninit_group_dev(&frame->vdev);
	kfree(frame);
	atomic_dec(&canvas_in_use);
}

static void canvas_remove(struct mdev_device *mdev)
{
	struct canvas_frame *frame = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&frame->vdev);
	canvas_release_state(frame);
}

static struct page *canvas_touch(struct canvas_frame *frame, unsigned int nr)
{
	if (nr >= frame->nr_pages)
		return NULL;

	if (!frame->pages[nr])
		frame->pages[nr] = alloc_page(GFP_KERNEL | __GFP_ZERO);
	return frame->pages[nr];
}

static ssize_t canvas_read(struct vfio_device *vdev, char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct canvas_frame *frame =
		container_of(vdev, struct canvas_frame, vdev);
	unsigned long offset = *ppos & (PAGE_SIZE - 1);
	struct page *page;
	ssize_t ret;

	mutex_lock(&frame->lock);
	page = canvas_touch(frame, *ppos >> PAGE_SHIFT);
	if (!page) {
		ret = -EINVAL;
		goto out;
	}

	ret = min_t(size_t, count, PAGE_SIZE - offset);
	if (copy_to_user(buf, page_address(page) + offset, ret))
		ret = -EFAULT;
	else
		*ppos += ret;
out:
	mutex_unlock(&frame->lock);
	return ret;
}

static ssize_t canvas_write(struct vfio_device *vdev, const char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct canvas_frame *frame =
		container_of(vdev, struct canvas_frame, vdev);
	unsigned long offset = *ppos & (PAGE_SIZE - 1);
	struct page *page;
	ssize_t ret;

	mutex_lock(&frame->lock);
	page = canvas_touch(frame, *ppos >> PAGE_SHIFT);
	if (!page) {
		ret = -EINVAL;
		goto out;
	}

	ret = min_t(size_t, count, PAGE_SIZE - offset);
	if (copy_from_user(page_address(page) + offset, buf, ret))
		ret = -EFAULT;
	else
		*ppos += ret;
out:
	mutex_unlock(&frame->lock);
	return ret;
}

static long canvas_ioctl(struct vfio_device *vdev, unsigned int cmd,
			 unsigned long arg)
{
	struct canvas_frame *frame =
		container_of(vdev, struct canvas_frame, vdev);
	unsigned int i;

	if (cmd != VFIO_DEVICE_RESET)
		return -ENOTTY;

	mutex_lock(&frame->lock);
	for (i = 0; i < frame->nr_pages; i++)
		if (frame->pages[i])
			memset(page_address(frame->pages[i]), 0, PAGE_SIZE);
	mutex_unlock(&frame->lock);
	return 0;
}

static int canvas_mmap(struct vfio_device *vdev, struct vm_area_struct *vma)
{
	struct canvas_frame *frame =
		container_of(vdev, struct canvas_frame, vdev);
	unsigned long addr = vma->vm_start;
	unsigned int nr = vma->vm_pgoff;
	struct page *page;
	int ret = 0;

	if (!(vma->vm_flags & VM_SHARED))
		return -EINVAL;

	mutex_lock(&frame->lock);
	for (; !ret && addr < vma->vm_end; addr += PAGE_SIZE) {
		page = canvas_touch(frame, nr++);
		ret = page ? vm_insert_page(vma, addr, page) : -EINVAL;
	}
	mutex_unlock(&frame->lock);

	return ret;
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr,
					char *buf)
{
	return sprintf(buf, "%d\n", CANVAS_MAX - atomic_read(&canvas_in_use));
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *canvas_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group canvas_type_group = {
	.name = "64k",
	.attrs = canvas_type_attrs,
};

static struct attribute_group *canvas_type_groups[] = {
	&canvas_type_group,
	NULL,
};

static const struct vfio_device_ops canvas_dev_ops = {
	.name			= "vfio-canvas",
	.read			= canvas_read,
	.write			= canvas_write,
	.ioctl			= canvas_ioctl,
	.mmap			= canvas_mmap,
};

static struct mdev_driver canvas_driver = {
	.driver = {
		.name = "canvas",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = canvas_probe,
	.remove = canvas_remove,
};

static const struct mdev_parent_ops canvas_mdev_fops = {
	.owner			= THIS_MODULE,
	.device_driver		= &canvas_driver,
	.supported_type_groups	= canvas_type_groups,
};

static int __init canvas_init(void)
{
	int ret = 0;

	canvas_class = class_create(THIS_MODULE, CANVAS_NAME);
	if (IS_ERR(canvas_class))
		return PTR_ERR(canvas_class);

	canvas_easel = device_create(canvas_class, NULL, 0, NULL, CANVAS_NAME);
	if (IS_ERR(canvas_easel)) {
		ret = PTR_ERR(canvas_easel);
		class_destroy(canvas_class);
		return ret;
	}

	ret = mdev_register_driver(&canvas_driver);
	if (ret) {
		device_unregister(canvas_easel);
		class_destroy(canvas_class);
		return ret;
	}

	ret = mdev_register_device(canvas_easel, &canvas_mdev_fops);
	if (ret) {
		mdev_unregister_driver(&canvas_driver);
		device_unregister(canvas_easel);
		class_destroy(canvas_class);
	}
	return ret;
}

static void __exit canvas_exit(void)
{
	mdev_unregister_device(canvas_easel);
	mdev_unregister_driver(&canvas_driver);
	device_unregister(canvas_easel);
	class_destroy(canvas_class);
}

module_init(canvas_init)
module_exit(canvas_exit)

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated frame stores");
