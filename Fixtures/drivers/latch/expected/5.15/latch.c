// SPDX-License-Identifier: GPL-2.0
/*
 * latch - mediated doors
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/mutex.h>
#include <linux/list.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct latch {
	struct vfio_device vdev;
	struct list_head link;
	struct mutex lock;
	const guid_t *uuid;
	u8 regs[64];
};
static LIST_HEAD(latch_all);
static int latch_opens;
static struct device *latch_parent;

static const struct vfio_device_ops latch_dev_ops;
static void latch_release_state(struct mdev_device *mdev);

static int latch_probe(struct mdev_device *mdev)
{
	struct latch *s;
	int ret;

	s = kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s)
		return -ENOMEM;

	vfio_init_group_dev(&s->vdev, &mdev->dev, &latch_dev_ops);

	s->uuid = mdev_uuid(mdev);
	list_add(&s->link, &latch_all);
	mutex_init(&s->lock);
	dev_set_drvdata(&mdev->dev, s);

	ret = vfio_register_group_dev(&s->vdev);
	if (ret) {
		latch_release_state(mdev);
		return ret;
	}

	return 0;
}

static void latch_release_state(struct mdev_device *mdev)
{
	struct latch *s;

	list_for_each_entry(s, &latch_all, link) {
		if (guid_equal(s->uuid, mdev_uuid(mdev))) {
			list_del(&s->link);
			vfio_uninit_group_dev(&s->vdev);
			kfree(s);
			return;
		}
	}
}

static void latch_remove(struct mdev_device *mdev)
{
	struct latch *s = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&s->vdev);
	latch_release_state(mdev);
}

static int latch_open(struct vfio_device *vdev)
{
	struct latch *s = container_of(vdev, struct latch, vdev);

	s->regs[0] = 1;
	latch_opens++;
	return 0;
}

static void latch_release(struct vfio_device *vdev)
{
	latch_opens--;
}

static ssize_t latch_read(struct vfio_device *vdev, char __user *buf,
		      size_t count, loff_t *ppos)
{
	struct latch *s = container_of(vdev, struct latch, vdev);
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_read_from_buffer(buf, count, ppos, s->regs,
				      sizeof(s->regs));
	mutex_unlock(&s->lock);
	return ret;
}

static ssize_t latch_write(struct vfio_device *vdev, const char __user *buf,
		       size_t count, loff_t *ppos)
{
	struct latch *s = container_of(vdev, struct latch, vdev);
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_write_to_buffer(s->regs, sizeof(s->regs), ppos, buf,
				     count);
	mutex_unlock(&s->lock);
	return ret;
}

static long latch_ioctl(struct vfio_device *vdev, unsigned int cmd,
		    unsigned long arg)
{
	struct latch *s = container_of(vdev, struct latch, vdev);

	switch (cmd) {
	case VFIO_DEVICE_RESET:
		memset(s->regs, 0, sizeof(s->regs));
		return 0;
	default:
		return -ENOTTY;
	}
}

static int latch_mmap(struct vfio_device *vdev, struct vm_area_struct *vma)
{
	return -EINVAL;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "latch\n");
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *latch_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group latch_type_group = {
	.name = "1",
	.attrs = latch_type_attrs,
};

static struct attribute_group *latch_type_groups[] = {
	&latch_type_group,
	NULL,
};

static const struct vfio_device_ops latch_dev_ops = {
	.name = "vfio-latch",
	.open_device = latch_open,
	.close_device = latch_release,
	.read = latch_read,
	.write = latch_write,
	.ioctl = latch_ioctl,
	.mmap = latch_mmap,
};

static struct mdev_driver latch_driver = {
	.driver = {
		.name = "latch",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = latch_probe,
	.remove = latch_remove,
};

static const struct mdev_parent_ops latch_ops = {
	.owner = THIS_MODULE,
	.device_driver = &latch_driver,
	.supported_type_groups = latch_type_groups,
};

static int __init latch_init(void)
{
	int ret;

	latch_parent = root_device_register("latch");
	if (IS_ERR(latch_parent))
		return PTR_ERR(latch_parent);

	ret = mdev_register_driver(&latch_driver);
	if (ret) {
		root_device_unregister(latch_parent);
		return ret;
	}

	ret = mdev_register_device(latch_parent, &latch_ops);
	if (ret) {
		mdev_unregister_driver(&latch_driver);
		root_device_unregister(latch_parent);
		return ret;
	}
	return 0;
}

static void __exit latch_exit(void)
{
	mdev_unregister_device(latch_parent);
	mdev_unregister_driver(&latch_driver);
	root_device_unregister(latch_parent);
}

module_init(latch_init);
module_exit(latch_exit);

MODULE_LICENSE("GPL v2");
