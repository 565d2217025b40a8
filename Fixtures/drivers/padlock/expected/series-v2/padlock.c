// SPDX-License-Identifier: GPL-2.0
/*
 * padlock - mediated keys
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct padlock {
	struct vfio_device vdev;
	struct mutex lock;
	int slot;
	u8 regs[64];
};

static DEFINE_MUTEX(padlock_lock);
static int padlock_used;
static struct device *padlock_parent;

static const struct vfio_device_ops padlock_dev_ops;
static void padlock_release_state(struct padlock *s);

static int padlock_probe(struct mdev_device *mdev)
{
	struct padlock *s;
	int ret;

	mutex_lock(&padlock_lock);
	s = kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s) {
		mutex_unlock(&padlock_lock);
		return -ENOMEM;
	}

	vfio_init_group_dev(&s->vdev, &mdev->dev, &padlock_dev_ops);

	mutex_init(&s->lock);
	if (padlock_used >= 4) {
		ret = -ENOSPC;
		goto fail;
	}
	s->slot = padlock_used++;
	dev_set_drvdata(&mdev->dev, s);
	mutex_unlock(&padlock_lock);

	ret = vfio_register_group_dev(&s->vdev);
	if (ret) {
		padlock_release_state(s);
		return ret;
	}

	return 0;

fail:
	kfree(s);
	mutex_unlock(&padlock_lock);
	return ret;
}

static void padlock_release_state(struct padlock *s)
{
	kfree(s);
}

static void padlock_remove(struct mdev_device *mdev)
{
	struct padlock *s = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&s->vdev);
	padlock_release_state(s);
}

static int padlock_open(struct vfio_device *vdev)
{
	return 0;
}

static void padlock_release(struct vfio_device *vdev)
{
}

static ssize_t padlock_read(struct vfio_device *vdev, char __user *buf,
		      size_t count, loff_t *ppos)
{
	struct padlock *s = container_of(vdev, struct padlock, vdev);
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_read_from_buffer(buf, count, ppos, s->regs,
				      sizeof(s->regs));
	mutex_unlock(&s->lock);
	return ret;
}

static ssize_t padlock_write(struct vfio_device *vdev, const char __user *buf,
		       size_t count, loff_t *ppos)
{
	struct padlock *s = container_of(vdev, struct padlock, vdev);
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_write_to_buffer(s->regs, sizeof(s->regs), ppos, buf,
				     count);
	mutex_unlock(&s->lock);
	return ret;
}

static long padlock_ioctl(struct vfio_device *vdev, unsigned int cmd,
		    unsigned long arg)
{
	struct padlock *s = container_of(vdev, struct padlock, vdev);

	switch (cmd) {
	case VFIO_DEVICE_RESET:
		memset(s->regs, 0, sizeof(s->regs));
		return 0;
	default:
		return -ENOTTY;
	}
}

static int padlock_mmap(struct vfio_device *vdev, struct vm_area_struct *vma)
{
	return -EINVAL;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "padlock\n");
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *padlock_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group padlock_type_group = {
	.name = "1",
	.attrs = padlock_type_attrs,
};

static struct attribute_group *padlock_type_groups[] = {
	&padlock_type_group,
	NULL,
};

static const struct vfio_device_ops padlock_dev_ops = {
	.name = "vfio-padlock",
	.open = padlock_open,
	.release = padlock_release,
	.read = padlock_read,
	.write = padlock_write,
	.ioctl = padlock_ioctl,
	.mmap = padlock_mmap,
};

static struct mdev_driver padlock_driver = {
	.driver = {
		.name = "padlock",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = padlock_probe,
	.remove = padlock_remove,
	.supported_type_groups = padlock_type_groups,
};

static int __init padlock_init(void)
{
	int ret;

	padlock_parent = root_device_register("padlock");
	if (IS_ERR(padlock_parent))
		return PTR_ERR(padlock_parent);

	ret = mdev_register_driver(&padlock_driver);
	if (ret) {
		root_device_unregister(padlock_parent);
		return ret;
	}

	ret = mdev_register_device(padlock_parent, &padlock_driver);
	if (ret) {
		mdev_unregister_driver(&padlock_driver);
		root_device_unregister(padlock_parent);
		return ret;
	}
	return 0;
}

static void __exit padlock_exit(void)
{
	mdev_unregister_device(padlock_parent);
	mdev_unregister_driver(&padlock_driver);
	root_device_unregister(padlock_parent);
}

module_init(padlock_init);
module_exit(padlock_exit);

MODULE_LICENSE("GPL v2");
