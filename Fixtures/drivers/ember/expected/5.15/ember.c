// SPDX-License-Identifier: GPL-2.0
/*
 * ember - mediated fires
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
#include <linux/rculist.h>
#include <linux/spinlock.h>

struct ember {
	struct mutex lock;
	struct rcu_head rcu;
	struct list_head link;
	u8 regs[64];
};

static LIST_HEAD(ember_all);
static DEFINE_SPINLOCK(ember_lock);
static struct device *ember_parent;

static int ember_create(struct mdev_device *mdev)
{
	struct ember *s;
	int rc;

	s = kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s)
		return -ENOMEM;
	mutex_init(&s->lock);
	rc = mutex_lock_interruptible(&s->lock);
	if (rc) {
		kfree(s);
		return rc;
	}
	mutex_unlock(&s->lock);
	spin_lock(&ember_lock);
	list_add_rcu(&s->link, &ember_all);
	spin_unlock(&ember_lock);
	dev_set_drvdata(&mdev->dev, s);
	return 0;
}

static int ember_remove(struct mdev_device *mdev)
{
	struct ember *s = dev_get_drvdata(&mdev->dev);

	spin_lock(&ember_lock);
	list_del_rcu(&s->link);
	spin_unlock(&ember_lock);
	kfree_rcu(s, rcu);
	return 0;
}

static int ember_open(struct mdev_device *mdev)
{
	return 0;
}

static void ember_release(struct mdev_device *mdev)
{
}

static ssize_t ember_read(struct mdev_device *mdev, char __user *buf,
		      size_t count, loff_t *ppos)
{
	struct ember *s = dev_get_drvdata(&mdev->dev);
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_read_from_buffer(buf, count, ppos, s->regs,
				      sizeof(s->regs));
	mutex_unlock(&s->lock);
	return ret;
}

static ssize_t ember_write(struct mdev_device *mdev, const char __user *buf,
		       size_t count, loff_t *ppos)
{
	struct ember *s = dev_get_drvdata(&mdev->dev);
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_write_to_buffer(s->regs, sizeof(s->regs), ppos, buf,
				     count);
	mutex_unlock(&s->lock);
	return ret;
}

static long ember_ioctl(struct mdev_device *mdev, unsigned int cmd,
		    unsigned long arg)
{
	struct ember *s = dev_get_drvdata(&mdev->dev);

	switch (cmd) {
	case VFIO_DEVICE_RESET:
		memset(s->regs, 0, sizeof(s->regs));
		return 0;
	default:
		return -ENOTTY;
	}
}

static int ember_mmap(struct mdev_device *mdev, struct vm_area_struct *vma)
{
	return -EINVAL;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "ember\n");
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *ember_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group ember_type_group = {
	.name = "1",
	.attrs = ember_type_attrs,
};

static struct attribute_group *ember_type_groups[] = {
	&ember_type_group,
	NULL,
};

/* An mdev as vfio sees it. */
struct ember_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void ember_mdev_release(struct device *dev, void *res)
{
	struct ember_mdev *wrapped = res;

	vfio_uninit_group_dev(&wrapped->vdev);
}

static struct mdev_device *ember_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct ember_mdev, vdev)->mdev;
}

static int ember_vfio_open_device(struct vfio_device *vdev)
{
	return ember_open(ember_to_mdev(vdev));
}

static void ember_vfio_close_device(struct vfio_device *vdev)
{
	ember_release(ember_to_mdev(vdev));
}

static ssize_t ember_vfio_read(struct vfio_device *vdev, char __user *buf,
			       size_t count, loff_t *ppos)
{
	return ember_read(ember_to_mdev(vdev), buf, count, ppos);
}

static ssize_t ember_vfio_write(struct vfio_device *vdev,
				const char __user *buf, size_t count,
				loff_t *ppos)
{
	return ember_write(ember_to_mdev(vdev), buf, count, ppos);
}

static long ember_vfio_ioctl(struct vfio_device *vdev, unsigned int cmd,
			     unsigned long arg)
{
	return ember_ioctl(ember_to_mdev(vdev), cmd, arg);
}

static int ember_vfio_mmap(struct vfio_device *vdev, struct vm_area_struct *vma)
{
	return ember_mmap(ember_to_mdev(vdev), vma);
}

static const struct vfio_device_ops ember_dev_ops = {
	.name = "vfio-ember",
	.open_device = ember_vfio_open_device,
	.close_device = ember_vfio_close_device,
	.read = ember_vfio_read,
	.write = ember_vfio_write,
	.ioctl = ember_vfio_ioctl,
	.mmap = ember_vfio_mmap,
};

static int ember_mdev_probe(struct mdev_device *mdev)
{
	struct ember_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(ember_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &ember_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = ember_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		ember_remove(mdev);

	return ret;
}

static void ember_mdev_remove(struct mdev_device *mdev)
{
	struct ember_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, ember_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	ember_remove(mdev);
}

static struct mdev_driver ember_driver = {
	.driver = {
		.name = "ember",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = ember_mdev_probe,
	.remove = ember_mdev_remove,
};

static const struct mdev_parent_ops ember_ops = {
	.owner = THIS_MODULE,
	.device_driver = &ember_driver,
	.supported_type_groups = ember_type_groups,
};

static int __init ember_init(void)
{
	int ret;

	ember_parent = root_device_register("ember");
	if (IS_ERR(ember_parent))
		return PTR_ERR(ember_parent);

	ret = mdev_register_driver(&ember_driver);
	if (ret) {
		root_device_unregister(ember_parent);
		return ret;
	}

	ret = mdev_register_device(ember_parent, &ember_ops);
	if (ret) {
		mdev_unregister_driver(&ember_driver);
		root_device_unregister(ember_parent);
		return ret;
	}
	return 0;
}

static void __exit ember_exit(void)
{
	mdev_unregister_device(ember_parent);
	mdev_unregister_driver(&ember_driver);
	root_device_unregister(ember_parent);
}

module_init(ember_init);
module_exit(ember_exit);

MODULE_LICENSE("GPL v2");
